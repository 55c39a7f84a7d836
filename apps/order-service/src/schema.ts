/** All tables of the service, as drizzle and its migrations know them. */
export { erasedUsers } from './erasures/erased-users.table.js';
export { orderLines } from './orders/order-lines.table.js';
export { orders } from './orders/orders.table.js';
