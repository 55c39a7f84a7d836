CREATE TABLE "revocations" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"pool_id" text NOT NULL,
	"origin_jti" text,
	"subject" text,
	"issued_until" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "revocations_kind" CHECK (CASE "revocations"."kind"
        WHEN 'session' THEN "revocations"."origin_jti" IS NOT NULL
        WHEN 'user' THEN "revocations"."subject" IS NOT NULL AND "revocations"."issued_until" IS NOT NULL
        ELSE false END)
);
--> statement-breakpoint
CREATE INDEX "revocations_created_at" ON "revocations" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "revocations_expires_at" ON "revocations" USING btree ("expires_at");