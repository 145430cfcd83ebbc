-- For each key: the step, the span and the cost of its charge. Gives the longest wait, and how much of the
-- scarcest budget is used, in thousandths. Times are microseconds.
local now = tonumber(ARGV[1])
local after, wait, used = {}, 0, 0
for i, key in ipairs(KEYS) do
  local step, span, cost = tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
  after[i] = math.max(tonumber(redis.call('GET', key) or 0), now) + step * cost
  wait = math.max(wait, after[i] - now - span)
  used = math.max(used, math.floor((after[i] - now) * 1000 / span))
end
if wait <= 0 then
  for i, key in ipairs(KEYS) do
    if tonumber(ARGV[3 * i + 1]) > 0 then
      redis.call('SET', key, string.format('%d', after[i]), 'PX', math.ceil((after[i] - now) / 1000))
    end
  end
end
return { wait, used }
