# Three rules of the pack as a careful person writes them by hand: they trust the shape of a document, and
# name no path. Without sprintf, which WASM would leave to JavaScript.
package hand

pod_spec := input.spec if {
	input.apiVersion == "v1"
	input.kind == "Pod"
}

pod_spec := input.template.spec if {
	input.apiVersion == "v1"
	input.kind == "PodTemplate"
}

pod_spec := input.spec.template.spec if {
	input.apiVersion == "v1"
	input.kind == "ReplicationController"
}

pod_spec := input.spec.template.spec if {
	startswith(input.apiVersion, "apps/")
	input.kind in {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"}
}

pod_spec := input.spec.template.spec if {
	startswith(input.apiVersion, "batch/")
	input.kind == "Job"
}

pod_spec := input.spec.jobTemplate.spec.template.spec if {
	startswith(input.apiVersion, "batch/")
	input.kind == "CronJob"
}

namespace := object.get(input.metadata, "namespace", "default")

resource := concat("", [input.kind, " ", input.metadata.namespace, "/", input.metadata.name])

resource := concat(" ", [input.kind, input.metadata.name]) if not input.metadata.namespace

service_account := name if {
	some field in ["serviceAccountName", "serviceAccount"]
	name := pod_spec[field]
	name != ""
}

credential_variables := {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ACCESS_KEY", "AWS_SECRET_KEY"}

violations contains finding("host-network-reaches-imds", message) if {
	pod_spec.hostNetwork == true
	namespace != "kube-system"
	message := concat(" ", ["the pod uses the host network in the namespace", namespace])
}

violations contains finding("default-service-account", message) if {
	service_account == "default"
	message := "the pod runs as the service account default of its namespace"
}

violations contains finding("default-service-account", message) if {
	pod_spec
	not service_account
	message := "the pod runs as the service account default of its namespace"
}

violations contains finding("static-aws-credentials", message) if {
	some field in ["initContainers", "containers", "ephemeralContainers"]
	some container in pod_spec[field]
	some variable in container.env
	variable.name in credential_variables
	not variable.valueFrom
	variable.value != ""
	message := concat("", ["container \"", container.name, "\" sets ", variable.name])
}

violations contains finding("static-aws-credentials", message) if {
	some field in ["initContainers", "containers", "ephemeralContainers"]
	some container in pod_spec[field]
	some variable in container.env
	variable.name in credential_variables
	variable.valueFrom
	message := concat("", ["container \"", container.name, "\" takes ", variable.name, " from elsewhere"])
}

violations contains finding("static-aws-credentials", message) if {
	input.apiVersion == "v1"
	input.kind == "ConfigMap"
	some name in credential_variables
	input.data[name] != ""
	message := concat(" ", ["the ConfigMap holds", name])
}

finding(rule, message) := {"rule": rule, "message": message, "resource": resource}
