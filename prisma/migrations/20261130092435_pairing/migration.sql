-- CreateTable
CREATE TABLE "pairing" (
    "account" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "claim_hash" TEXT,
    "device_name" TEXT,
    "admitted" BOOLEAN,
    "session" TEXT,
    "expires_at" BIGINT NOT NULL,

    CONSTRAINT "pairing_pkey" PRIMARY KEY ("account")
);

-- CreateIndex
CREATE UNIQUE INDEX "pairing_code_hash_key" ON "pairing"("code_hash");

-- CreateIndex
CREATE INDEX "pairing_expires_at_idx" ON "pairing"("expires_at");
