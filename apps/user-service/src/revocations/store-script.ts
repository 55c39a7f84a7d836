/**
 * Stores and publishes revocations in Valkey or Redis in one step, and removes entries that they took the place of.
 * Requests of several user-services arrive in any order, so that an entry never replaces one that ends more, and a session
 * is not stored beside an entry that covers it.
 *
 * KEYS: for each revocation its own key and that of its user's entry for earlier sessions; then the keys to remove.
 * ARGV: the channel; then for each revocation its JSON and its expiry in seconds since the epoch.
 */
export const storeScript = `
local function read(key)
  local text = redis.call('GET', key)
  if not text then return {} end
  local isJson, value = pcall(cjson.decode, text)
  if isJson and type(value) == 'table' then return value end
  return {}
end

local function number(value)
  return tonumber(value) or 0
end

local function covers(entry, session)
  return session.startedAt
    and number(entry.startedUntil) >= session.startedAt
    and number(entry.expiresAt) >= session.expiresAt
end

local function isCovered(new, key, earlierKey)
  if new.kind == 'session' then return covers(read(earlierKey), new) end
  local moment = new.kind == 'user' and 'issuedUntil' or 'startedUntil'
  local known = read(key)
  if number(known[moment]) ~= new[moment] then return number(known[moment]) > new[moment] end
  return number(known.expiresAt) > new.expiresAt
end

local count = (#ARGV - 1) / 2
for index = 1, count do
  local key, earlierKey = KEYS[2 * index - 1], KEYS[2 * index]
  local text, expiresAt = ARGV[2 * index], ARGV[2 * index + 1]
  if not isCovered(cjson.decode(text), key, earlierKey) then
    redis.call('SET', key, text, 'EXAT', expiresAt)
  end
  redis.call('PUBLISH', ARGV[1], text)
end
for index = 2 * count + 1, #KEYS do redis.call('DEL', KEYS[index]) end
`;
