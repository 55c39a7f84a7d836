CREATE TABLE "order_lines" (
	"order_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"sku" text NOT NULL,
	"quantity" integer NOT NULL,
	"unit_price" bigint NOT NULL,
	CONSTRAINT "order_lines_order_id_position_pk" PRIMARY KEY("order_id","position"),
	CONSTRAINT "order_lines_quantity" CHECK ("order_lines"."quantity" > 0),
	CONSTRAINT "order_lines_unit_price" CHECK ("order_lines"."unit_price" >= 0)
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"pool_id" text NOT NULL,
	"owner_sub" text NOT NULL,
	"customer_id" text NOT NULL,
	"state" text DEFAULT 'placed' NOT NULL,
	"currency" text NOT NULL,
	"total" bigint NOT NULL,
	"note" text,
	"idempotency_key" text,
	"request_hash" text NOT NULL,
	"placed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "orders_state" CHECK ("orders"."state" IN ('placed', 'fulfilled', 'cancelled')),
	CONSTRAINT "orders_currency" CHECK ("orders"."currency" ~ '^[A-Z]{3}$'),
	CONSTRAINT "orders_total" CHECK ("orders"."total" BETWEEN 0 AND 9007199254740991)
);
--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "orders_idempotency_key" ON "orders" USING btree ("pool_id","owner_sub","idempotency_key");--> statement-breakpoint
CREATE INDEX "orders_by_owner" ON "orders" USING btree ("pool_id","owner_sub","placed_at","id");--> statement-breakpoint
CREATE INDEX "orders_by_customer" ON "orders" USING btree ("pool_id","customer_id","placed_at","id");--> statement-breakpoint
CREATE INDEX "orders_by_pool" ON "orders" USING btree ("pool_id","placed_at","id");