# The service with console and web forms. Build: docker build -t lifttrust .
# The second stage has neither sources nor build tools, and no part of the preview.

FROM node:20-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc* ./
COPY shared-types/package.json shared-types/
COPY cloud/package.json cloud/
COPY app/package.json app/
COPY console/package.json console/
COPY miniprogram-wechat/package.json miniprogram-wechat/
COPY miniapp-dingtalk/package.json miniapp-dingtalk/
COPY test/package.json test/
# As the build installs, so that it finds everything installed and this layer can be kept.
COPY cloud/scripts/prepare.mjs cloud/scripts/
RUN node --input-type=module -e "import { install } from './cloud/scripts/prepare.mjs'; await install()"
COPY . .
RUN npm run build

FROM node:20-bookworm-slim AS packages
WORKDIR /build
COPY package.json package-lock.json .npmrc* ./
COPY shared-types/package.json shared-types/
COPY cloud/package.json cloud/
COPY app/package.json app/
COPY console/package.json console/
COPY miniprogram-wechat/package.json miniprogram-wechat/
COPY miniapp-dingtalk/package.json miniapp-dingtalk/
COPY test/package.json test/
# Only what the service itself needs, without the tools of the build.
RUN npm ci --omit=dev --no-audit --no-fund --workspace cloud --workspace shared-types

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /srv/lifttrust
COPY --from=packages /build/node_modules node_modules
COPY --from=build /build/package.json package.json
COPY --from=build /build/shared-types/package.json shared-types/package.json
COPY --from=build /build/shared-types/dist shared-types/dist
COPY --from=build /build/cloud/package.json /build/cloud/bootstrap.js cloud/
COPY --from=build /build/cloud/dist cloud/dist
COPY --from=build /build/cloud/workers cloud/workers
COPY --from=build /build/cloud/scripts cloud/scripts
# Folders that volumes are mounted on belong to the service's user from the first start.
RUN mkdir -p /var/lib/lifttrust/data /var/lib/lifttrust/keys /var/lib/lifttrust/checkpoints /var/lib/lifttrust/copies /var/lib/lifttrust/backups /var/lib/lifttrust/backups-copy \
  && chown -R node:node /var/lib/lifttrust && chmod 700 /var/lib/lifttrust/keys
USER node
ENV LIFTTRUST_PORT=7001 \
  LIFTTRUST_DATA_DIR=/var/lib/lifttrust/data \
  LIFTTRUST_KEY_DIR=/var/lib/lifttrust/keys \
  LIFTTRUST_CHECKPOINT_DIR=/var/lib/lifttrust/checkpoints \
  LIFTTRUST_WEB_DIR=/srv/lifttrust/cloud/dist/web
EXPOSE 7001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:7001/api/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process, so that it hears the signal to stop.
CMD ["node", "cloud/bootstrap.js"]
