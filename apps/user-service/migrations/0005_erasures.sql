CREATE TABLE "erasures" (
	"pool_id" text NOT NULL,
	"sub" text NOT NULL,
	"username" text NOT NULL,
	"waiting_for" text[] NOT NULL,
	"requested_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sessions_ended_at" timestamp (3) with time zone,
	"user_deleted_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "erasures_pool_id_sub_pk" PRIMARY KEY("pool_id","sub")
);
