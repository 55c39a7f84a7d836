CREATE TABLE "passkey_names" (
	"pool_id" text NOT NULL,
	"sub" text NOT NULL,
	"credential_id" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "passkey_names_pool_id_sub_credential_id_pk" PRIMARY KEY("pool_id","sub","credential_id"),
	CONSTRAINT "passkey_names_name" CHECK (char_length("passkey_names"."name") BETWEEN 1 AND 100)
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"pool_id" text NOT NULL,
	"sub" text NOT NULL,
	"origin_jti" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"last_active_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"user_agent" text,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sessions_pool_id_sub_origin_jti_pk" PRIMARY KEY("pool_id","sub","origin_jti")
);
--> statement-breakpoint
CREATE INDEX "sessions_expires_at" ON "sessions" USING btree ("expires_at");