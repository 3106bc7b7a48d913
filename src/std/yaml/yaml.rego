package regoscript.std

# As parse_json, for YAML. What engines read differently counts as no document.
parse_yaml(raw) := {"value": yaml.unmarshal(raw.value), "path": raw.path} if {
	is_string(raw.value)
	not regex.match("[\\x{85}\\x{2028}\\x{2029}\\x{feff}]|<<[ \\t]*:|(?:^|[ \\t\\n,:\\[{-])![^ \\t\\n=]|\\n---(?:[ \\t\\r\\n]|$)|^---[ \\t]+[^ \\t\\r\\n#]|(?:^|\\n)[.]{3}(?:[ \\t\\r\\n]|$)|[\\[{,][ \\t\\r\\n]*-[ \\t\\r\\n]*[,\\]}]|(?:^|[\\n\\[{,])[ \\t]*[?](?:[ \\t\\r\\n]|$)|(?:^|[ \\t\\n,:\\[{-])![ \\t\\r]*(?:$|[\\n,\\]}])|&[^ \\t\\r\\n,\\[\\]{}&]+[ \\t\\r\\n]+[&*]|^[ \\t\\r\\n]*[\\[{][^\"'#]*[\\]}][ \\t\\r\\n]*[^ \\t\\r\\n,:\\]}#\"']|(?:^|[\\n\\[{]|[-:,?][ \\t])[ \\t]*(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF|[-+]?0[0-9_]+|[-+]?0[box][0-9a-fA-F_]+|[-+]?[0-9]+_[0-9_]*|[-+]?[0-9]+(?::[0-9]+)+|[-+]?[.](?:inf|Inf|INF|nan|NaN|NAN))[ \\t\\r]*(?:$|[\\n,\\]}]|:[ \\t\\r\\n]|[ \\t]#))", raw.value)
	yaml.is_valid(raw.value)
} else := raw
