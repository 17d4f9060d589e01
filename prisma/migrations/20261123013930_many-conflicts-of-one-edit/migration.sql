-- AlterTable
ALTER TABLE "conflict" DROP CONSTRAINT "conflict_pkey",
ADD COLUMN     "part" BIGSERIAL NOT NULL,
ADD CONSTRAINT "conflict_pkey" PRIMARY KEY ("account", "writer", "n", "part");
