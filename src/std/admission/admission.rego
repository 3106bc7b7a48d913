package regoscript.std

# The raw object that an AdmissionReview asks about, with its request; where it goes, the one that was.
reviewed(review) := {
	"value": in_namespace(object.get(request, "object", null), get(request, ["namespace"])),
	"path": array.concat(review.path, ["request", "object"]),
	"request": request,
} if {
	request := get(review.value, ["request"])
	get(request, ["object"]) != null
} else := {
	"value": in_namespace(get(request, ["oldObject"]), get(request, ["namespace"])),
	"path": array.concat(review.path, ["request", "oldObject"]),
	"request": request,
} if {
	request := get(review.value, ["request"])
}

# An object in the namespace of its request where its own is empty. Of a Namespace the request's is its own name.
in_namespace(value, namespace) := object.union(value, {"metadata": {"namespace": namespace}}) if {
	is_object(value)
	is_string(namespace)
	namespace != ""
	get(value, ["kind"]) != "Namespace"
	is_empty_or_object(get(value, ["metadata"]))
	get(value, ["metadata", "namespace"]) in {null, ""}
} else := value

is_empty_or_object(value) if {
	value == null
} else if {
	is_object(value)
}

# What a rule sees of an admission request; one without an operation is none, as in Gatekeeper's audit.
admission_request(request) := {
	"operation": request.operation,
	"userInfo": {
		"username": string_or_null(get(request, ["userInfo", "username"])),
		"groups": [group |
			some group in as_array(get(request, ["userInfo", "groups"]))
			is_string(group)
		],
	},
	"oldObject": object_or_null(get(request, ["oldObject"])),
	"namespaceObject": object_or_null(get(request, ["namespaceObject"])),
} if {
	is_object(request)
	is_string(request.operation)
	request.operation != ""
} else := null

string_or_null(value) := value if {
	is_string(value)
} else := null

# The value if it is an array, else an empty one: not `[]`, since conftest 0.71 refuses to iterate what it can tell to
# be empty.
as_array(value) := value if {
	is_array(value)
} else := array.slice([null], 0, 0)

# The raw value of an object that isn't empty, or null.
object_or_null(value) := {"value": value, "path": []} if {
	is_object(value)
	count(value) > 0
} else := null
