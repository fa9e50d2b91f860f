/** Under which all of it lies in Redis; what BullMQ keeps lies beside it. */
export const base = 'steady:#nudges';

/**
 * Counts up: whoever reads a record after this reads nothing older than what was written before it. ARGV: none.
 */
export const turnScript = `return redis.call('INCR', KEYS[1] .. ':turn')`;

/** The same for the reading of everything. */
export const beginScript = `
local turn = redis.call('INCR', KEYS[1] .. ':turn')
redis.call('SET', KEYS[1] .. ':filling:' .. turn, '', 'PX', ${24 * 60 * 60_000})
return turn
`;

/** Notes that everything was put, unless Redis forgot some of it meanwhile. ARGV: the turn in which that began. */
export const wholeScript = `
if redis.call('DEL', KEYS[1] .. ':filling:' .. ARGV[1]) == 1 then redis.call('SET', KEYS[1] .. ':whole', '1') end
return 0
`;

/**
 * Puts what is wanted in its place, in one step. ARGV: the turn in which the records were read, then for each nudge its id, its zone and
 * minute, its times, when it is put off to, and what is put off; empty where there is none. What was read in a later turn stands.
 */
export const putScript = `
local base, turn = KEYS[1], tonumber(ARGV[1])
-- A Redis that forgot everything begins to count anew.
if turn > tonumber(redis.call('GET', base .. ':turn') or '0') then redis.call('SET', base .. ':turn', ARGV[1]) end
local function leave(id, place)
  redis.call('HDEL', base .. ':at:' .. place, id)
  local zone = string.match(place, '^(.*)|')
  if redis.call('HINCRBY', base .. ':zones', zone, -1) <= 0 then redis.call('HDEL', base .. ':zones', zone) end
end
for i = 2, #ARGV, 5 do
  local id, place, entry, at, snooze = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4]
  local gone = base .. ':gone:' .. redis.sha1hex(id)
  local seen = redis.call('HGET', base .. ':seen', id) or redis.call('GET', gone) or '0'
  if turn >= tonumber(seen) then
    local old = redis.call('HGET', base .. ':where', id)
    if old and old ~= place then leave(id, old) end
    if place == '' then
      redis.call('HDEL', base .. ':where', id)
    else
      redis.call('HSET', base .. ':at:' .. place, id, entry)
      redis.call('HSET', base .. ':where', id, place)
      if old ~= place then redis.call('HINCRBY', base .. ':zones', string.match(place, '^(.*)|'), 1) end
    end
    if at == '' then
      redis.call('ZREM', base .. ':snoozes', id)
      redis.call('HDEL', base .. ':snooze', id)
    else
      redis.call('ZADD', base .. ':snoozes', at, id)
      redis.call('HSET', base .. ':snooze', id, snooze)
    end
    if place == '' and at == '' then
      redis.call('HDEL', base .. ':seen', id)
      redis.call('SET', gone, turn, 'PX', ${10 * 60_000})
    else
      redis.call('HSET', base .. ':seen', id, turn)
      redis.call('DEL', gone)
    end
  end
end
return redis.call('HLEN', base .. ':where')
`;

/** How it stands. ARGV: now. Gives whether the index is whole, its size, its zones, the zones in which something is open, and what was put off until now. */
export const lookScript = `
local base = KEYS[1]
local ids = redis.call('ZRANGEBYSCORE', base .. ':snoozes', '-inf', ARGV[1], 'LIMIT', 0, 1000)
local snoozes = {}
if #ids > 0 then snoozes = redis.call('HMGET', base .. ':snooze', unpack(ids)) end
return {
  redis.call('EXISTS', base .. ':whole'),
  redis.call('HLEN', base .. ':where'),
  redis.call('HKEYS', base .. ':zones'),
  redis.call('HKEYS', base .. ':pending'),
  ids,
  snoozes,
}
`;

/** What is wanted in a zone. ARGV: the zone, then minutes of the day. Gives for each minute ids and times in turn. */
export const atScript = `
local found = {}
for i = 2, #ARGV do found[i - 1] = redis.call('HGETALL', KEYS[1] .. ':at:' .. ARGV[1] .. '|' .. ARGV[i]) end
return found
`;

/** Notes that deliveries are open. ARGV: the zone, then the ids of their jobs. */
export const openScript = `
for i = 2, #ARGV do
  if redis.call('HSETNX', KEYS[1] .. ':open', ARGV[i], ARGV[1]) == 1 then
    redis.call('HINCRBY', KEYS[1] .. ':pending', ARGV[1], 1)
  end
end
return 0
`;

/** Notes that one is claimed or dropped. ARGV: the id of its job. */
export const settleScript = `
local zone = redis.call('HGET', KEYS[1] .. ':open', ARGV[1])
if not zone then return 0 end
redis.call('HDEL', KEYS[1] .. ':open', ARGV[1])
if redis.call('HINCRBY', KEYS[1] .. ':pending', zone, -1) <= 0 then redis.call('HDEL', KEYS[1] .. ':pending', zone) end
return 1
`;

/** Takes what was put off and is handed on out of the index, unless it was put off anew. ARGV: its id, what stood there. */
export const takenScript = `
if redis.call('HGET', KEYS[1] .. ':snooze', ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('ZREM', KEYS[1] .. ':snoozes', ARGV[1])
redis.call('HDEL', KEYS[1] .. ':snooze', ARGV[1])
return 1
`;

/** Lets the others know that what they hold of somebody in memory changed. ARGV: the person. For an hour, of the last thousand. */
export const tellScript = `
local told = KEYS[1] .. ':told'
redis.call('ZADD', told, redis.call('INCR', KEYS[1] .. ':turn'), ARGV[1])
redis.call('ZREMRANGEBYRANK', told, 0, -1001)
redis.call('PEXPIRE', told, ${60 * 60_000})
return 0
`;

/** Who was told of since a turn. ARGV: that turn. Gives the turn that it is now, and their ids. */
export const hearScript = `
local turn = redis.call('GET', KEYS[1] .. ':turn') or '0'
return { turn, redis.call('ZRANGEBYSCORE', KEYS[1] .. ':told', '(' .. ARGV[1], '+inf') }
`;

/** ARGV: the person. */
export const untellScript = `return redis.call('ZREM', KEYS[1] .. ':told', ARGV[1])`;
