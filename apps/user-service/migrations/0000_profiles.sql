CREATE TABLE "profiles" (
	"pool_id" text NOT NULL,
	"sub" text NOT NULL,
	"email" text,
	"display_name" text,
	"locale" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "profiles_pool_id_sub_pk" PRIMARY KEY("pool_id","sub"),
	CONSTRAINT "profiles_display_name" CHECK (char_length("profiles"."display_name") BETWEEN 1 AND 100),
	CONSTRAINT "profiles_locale" CHECK (char_length("profiles"."locale") BETWEEN 1 AND 35)
);
