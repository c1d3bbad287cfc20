"""A small service priced by key, as the files of its folder."""

SERVICE = """
key = "small"
name = "A small service"
category = "Databases"
summary = "What the test needs."

[keyed.prices]
columns = ["engine", "size"]
thing = "node"
purchase = ["on_demand", "reserved"]

[attributes.size.memory_gib]
label = "Memory"
unit = "GiB"

[inputs.engine]
kind = "keyed"
label = "Engine"
help = "Which engine."
choices = {first = "First", second = "Second"}
default = "first"

[inputs.size]
kind = "keyed"
label = "Size"
help = "Which size."
default = "s.large"

[inputs.purchase_option]
kind = "purchase"
label = "Purchase option"
help = "How it is bought."
default = "on_demand"

[inputs.nodes]
unit = "nodes"
label = "Nodes"
help = "How many."
default = 2

[inputs.hours]
kind = "hours"
label = "Hours"
help = "How long."

[figures.memory]
label = "Memory"
unit = "GiB"
of = "nodes * size.memory_gib"

[[charges]]
name = "node_hours"
label = "Node hours"
keyed = "prices"
quantity = "nodes * hours"
committed = "nodes"
unit = "node-hour"
"""
HEADING = "engine,size,effective_from,source,on_demand,reserved_1y_partial_upfront,reserved_3y_all_upfront\n"
US_EAST_1 = f"""{HEADING}first,s.2xlarge,2026-01-01,own_page,4,,
first,s.large,2025-06-01,own_page,2,,
first,s.large,2026-01-01,own_page,1,100+0.5,2628+0
first,s.small,2026-01-01,own_page,0.25,876.5,
second,s.large,2026-01-01,own_page,3,,
"""
EU_WEST_1 = f"{HEADING}second,s.large,2026-01-01,own_page,7,0.5,0.3\n"
ATTRIBUTES = """size,memory_gib,effective_from,source
s.2xlarge,8,2026-01-01,own_page
s.large,2,2026-01-01,own_page
s.small,,2026-01-01,own_page
"""
SOURCES = """id,title,publisher,url,published,retrieved,licence,confidence,note
own_page,A page,AWS,https://aws.amazon.com/small/,2026-01-01,2026-11-21,none stated,published,
"""
