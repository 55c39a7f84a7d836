# One image an app: `docker build --build-arg APP=gateway .`; and two helpers of docker-compose.yml as targets, which
# stand first because the classic builder makes every stage that comes before the one it is asked for.

# Writes the secrets and ids that every process of docker-compose.yml is given, once, to a volume each.
FROM node:24-bookworm-slim AS settings
WORKDIR /opt/gatehouse
COPY libs/services/src/services.mjs libs/services/src/
COPY tools/compose/services.mjs tools/compose/
COPY docker/make-settings-directories.mjs docker/write-settings.mjs docker/
RUN node docker/make-settings-directories.mjs "$(id -u node)"
COPY infra/user-pool/generated/local-ids.json infra/user-pool/generated/
USER node
CMD ["node", "docker/write-settings.mjs"]

# PostgreSQL with one database a service, closed to the roles of others.
FROM postgres:17-bookworm AS postgres
ENV PGDATA=/var/lib/postgresql/data
RUN mkdir -p "$PGDATA" /var/run/postgresql && chown -R postgres:postgres /var/lib/postgresql && chmod 3777 /var/run/postgresql
COPY docker/create-databases.sh /docker-entrypoint-initdb.d/
COPY docker/start-postgres.sh /opt/gatehouse/
USER postgres
ENTRYPOINT ["bash", "/opt/gatehouse/start-postgres.sh"]
CMD ["postgres", "-c", "hba_file=/tmp/pg_hba.conf"]

# The manifests alone, so that dependencies are installed anew only when one of them changes.
FROM node:24-bookworm-slim AS manifests
WORKDIR /workspace
COPY . .
RUN mkdir /manifests \
 && cp --parents package.json package-lock.json .npmrc apps/*/package.json libs/*/package.json infra/*/package.json /manifests

FROM node:24-bookworm-slim AS build
WORKDIR /workspace
COPY --from=manifests /manifests ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node tools/typescript/build.mjs \
 && mkdir /built && cp -R --parents apps/*/dist apps/*/migrations libs/*/dist infra/user-pool/generated infra/user-pool/local-parameters.json /built

# One app with what it needs in production and nothing else.
FROM node:24-bookworm-slim AS production
ARG APP
WORKDIR /workspace
COPY --from=manifests /manifests ./
COPY docker/keep-production.mjs /opt/
RUN node /opt/keep-production.mjs "$APP" \
 && npm install --omit=dev --ignore-scripts --no-audit --no-fund \
 && find . -path '*node_modules*' -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' -o -name '*.md' \) -delete
COPY --from=build /built /built
COPY docker/assemble.sh /usr/local/bin/assemble
RUN sh /usr/local/bin/assemble "$APP" /built /app

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=production /app ./
COPY docker/healthcheck.mjs ./
USER node
HEALTHCHECK --interval=3s --timeout=10s --start-period=60s --retries=3 CMD ["node", "healthcheck.mjs"]
CMD ["node", "app/dist/main.js"]
