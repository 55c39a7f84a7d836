/** Exits 0 when this container's app says it is ready. */
const response = await fetch(`http://127.0.0.1:${process.env.PORT}/health`).catch(() => undefined);
process.exit(response?.ok ? 0 : 1);
