CREATE TABLE "pages" ("id" serial PRIMARY KEY);
--> statement-breakpoint
ALTER TABLE "nowhere" ADD COLUMN "words" text;
