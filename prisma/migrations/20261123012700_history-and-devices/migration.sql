-- DropIndex
DROP INDEX "device_account_session_idx";

-- AlterTable
ALTER TABLE "device" ADD COLUMN     "given_name" TEXT,
ADD COLUMN     "sessions" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- The session that a device used last stays known.
UPDATE "device" SET "sessions" = CASE WHEN "session" IS NULL THEN ARRAY[]::TEXT[] ELSE ARRAY["session"] END;

-- AlterTable
ALTER TABLE "device" DROP COLUMN "session";

-- AlterTable
ALTER TABLE "version" ADD COLUMN     "seq" INTEGER NOT NULL DEFAULT 0,
ALTER COLUMN "changes" DROP NOT NULL;

-- CreateTable
CREATE TABLE "checkpoint" (
    "account" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "layout" TEXT NOT NULL,

    CONSTRAINT "checkpoint_pkey" PRIMARY KEY ("account","revision")
);
