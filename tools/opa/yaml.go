package main

import (
	"context"

	"sigs.k8s.io/yaml"
)

type yamlResult struct {
	// JSON is a text, so that no reader rounds its numbers.
	JSON  string `json:"json,omitempty"`
	Error string `json:"error,omitempty"`
}

// yamlToJSON reads each document as the Kubernetes API machinery does.
func yamlToJSON(_ context.Context, req request) (any, error) {
	results := make([]yamlResult, 0, len(req.Documents))
	for _, document := range req.Documents {
		text, err := yaml.YAMLToJSON([]byte(document))
		if err != nil {
			results = append(results, yamlResult{Error: err.Error()})
			continue
		}
		results = append(results, yamlResult{JSON: string(text)})
	}
	return results, nil
}
