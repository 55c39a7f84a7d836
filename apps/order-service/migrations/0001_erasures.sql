CREATE TABLE "erased_users" (
	"pool_id" text NOT NULL,
	"sub" text NOT NULL,
	"erased_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "erased_users_pool_id_sub_pk" PRIMARY KEY("pool_id","sub")
);
