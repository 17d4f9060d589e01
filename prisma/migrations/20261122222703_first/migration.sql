-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "guest" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMP(3),
    "refresh_token_expires_at" TIMESTAMP(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "layout" (
    "account" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "tag" TEXT,
    "seq" INTEGER NOT NULL,
    "live_widgets" INTEGER NOT NULL,
    "value_bytes" INTEGER NOT NULL,
    "forgotten_up_to" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "layout_pkey" PRIMARY KEY ("account")
);

-- CreateTable
CREATE TABLE "widget" (
    "account" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "removed" BOOLEAN NOT NULL,
    "live_fields" INTEGER NOT NULL,
    "rev" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "device_at" BIGINT NOT NULL,
    "device" TEXT NOT NULL,
    "writer" TEXT NOT NULL,

    CONSTRAINT "widget_pkey" PRIMARY KEY ("account","id")
);

-- CreateTable
CREATE TABLE "field" (
    "account" TEXT NOT NULL,
    "widget" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT,
    "rev" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "device_at" BIGINT NOT NULL,
    "device" TEXT NOT NULL,
    "writer" TEXT NOT NULL,

    CONSTRAINT "field_pkey" PRIMARY KEY ("account","widget","key")
);

-- CreateTable
CREATE TABLE "writer" (
    "account" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "last_n" INTEGER NOT NULL,

    CONSTRAINT "writer_pkey" PRIMARY KEY ("account","id")
);

-- CreateTable
CREATE TABLE "conflict" (
    "account" TEXT NOT NULL,
    "writer" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "widget" TEXT NOT NULL,
    "field" TEXT,
    "rule" TEXT NOT NULL,
    "kept" TEXT NOT NULL,
    "lost" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    CONSTRAINT "conflict_pkey" PRIMARY KEY ("account","writer","n")
);

-- CreateTable
CREATE TABLE "version" (
    "account" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "tag" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "device" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "changes" TEXT NOT NULL,

    CONSTRAINT "version_pkey" PRIMARY KEY ("account","revision")
);

-- CreateTable
CREATE TABLE "device" (
    "account" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT,
    "last_seen" BIGINT NOT NULL,
    "last_revision" INTEGER NOT NULL,
    "session" TEXT,

    CONSTRAINT "device_pkey" PRIMARY KEY ("account","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "credential_user_id_idx" ON "credential"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE INDEX "widget_account_rev_idx" ON "widget"("account", "rev");

-- CreateIndex
CREATE INDEX "field_account_rev_idx" ON "field"("account", "rev");

-- CreateIndex
CREATE INDEX "conflict_account_seq_idx" ON "conflict"("account", "seq");

-- CreateIndex
CREATE INDEX "device_account_session_idx" ON "device"("account", "session");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
