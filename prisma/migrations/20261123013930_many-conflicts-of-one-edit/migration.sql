-- AlterTable
ALTER TABLE "conflict" DROP CONSTRAINT "conflict_pkey",
ADD COLUMN     "part" INTEGER NOT NULL DEFAULT 0,
ADD CONSTRAINT "conflict_pkey" PRIMARY KEY ("account", "writer", "n", "part");
