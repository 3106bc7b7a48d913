// Asks the authorizer for RBAC that is part of the Kubernetes API server: worlds in JSON on standard input, one after
// another; for each an array of answers on a line of standard output, in the order of its requests.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/kubernetes/pkg/registry/rbac/validation"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac"
)

// request is a question; one with a path isn't about a resource.
type request struct {
	User        string   `json:"user"`
	Groups      []string `json:"groups"`
	Verb        string   `json:"verb"`
	Group       string   `json:"group"`
	Resource    string   `json:"resource"`
	Subresource string   `json:"subresource"`
	Namespace   string   `json:"namespace"`
	Name        string   `json:"name"`
	Path        string   `json:"path"`
}

// world is what a cluster has, and what it is asked.
type world struct {
	Roles               []*rbacv1.Role               `json:"roles"`
	RoleBindings        []*rbacv1.RoleBinding        `json:"roleBindings"`
	ClusterRoles        []*rbacv1.ClusterRole        `json:"clusterRoles"`
	ClusterRoleBindings []*rbacv1.ClusterRoleBinding `json:"clusterRoleBindings"`
	Requests            []request                    `json:"requests"`
}

// answer is what the authorizer says, with the reason that it gives.
type answer struct {
	Allowed bool   `json:"allowed"`
	Reason  string `json:"reason"`
}

func (w world) answers() []answer {
	_, store := validation.NewTestRuleResolver(w.Roles, w.RoleBindings, w.ClusterRoles, w.ClusterRoleBindings)
	rules := rbac.New(store, store, store, store)
	answers := make([]answer, 0, len(w.Requests))
	for _, asked := range w.Requests {
		// A role that is missing is an error beside the decision, and doesn't change it.
		decision, reason, _ := rules.Authorize(context.Background(), authorizer.AttributesRecord{
			User:            &user.DefaultInfo{Name: asked.User, Groups: asked.Groups},
			Verb:            asked.Verb,
			APIGroup:        asked.Group,
			Resource:        asked.Resource,
			Subresource:     asked.Subresource,
			Namespace:       asked.Namespace,
			Name:            asked.Name,
			Path:            asked.Path,
			ResourceRequest: asked.Path == "",
		})
		answers = append(answers, answer{decision == authorizer.DecisionAllow, reason})
	}
	return answers
}

func run() error {
	decoder := json.NewDecoder(bufio.NewReader(os.Stdin))
	decoder.DisallowUnknownFields()
	output := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(output)
	for {
		var next world
		if err := decoder.Decode(&next); errors.Is(err, io.EOF) {
			return output.Flush()
		} else if err != nil {
			return err
		}
		if err := encoder.Encode(next.answers()); err != nil {
			return err
		}
	}
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
