-- Asks for the paths of a file in turn, over and over. Every target goes this way, so that it costs each the same.

local requests, last = {}, 0

function init(arguments)
   for path in io.lines(arguments[1]) do
      requests[#requests + 1] = wrk.format("GET", path)
   end
end

function request()
   last = last % #requests + 1
   return requests[last]
end
