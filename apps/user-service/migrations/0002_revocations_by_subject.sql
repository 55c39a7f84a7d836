ALTER TABLE "revocations" DROP CONSTRAINT "revocations_kind";--> statement-breakpoint
ALTER TABLE "revocations" ADD COLUMN "started_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "revocations" ADD COLUMN "started_until" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "revocations_subject" ON "revocations" USING btree ("pool_id","subject");--> statement-breakpoint
ALTER TABLE "revocations" ADD CONSTRAINT "revocations_kind" CHECK (CASE "revocations"."kind"
        WHEN 'session' THEN "revocations"."origin_jti" IS NOT NULL
        WHEN 'user' THEN "revocations"."subject" IS NOT NULL AND "revocations"."issued_until" IS NOT NULL
        WHEN 'earlier_sessions' THEN "revocations"."subject" IS NOT NULL AND "revocations"."started_until" IS NOT NULL
        ELSE false END);