package main

import (
	"errors"

	"github.com/open-policy-agent/opa/v1/ast"
)

// diagnostic is an error of OPA's parser, type checker or compiler. Row and column count from 1; an error of a whole module has neither.
type diagnostic struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	File    string `json:"file"`
	Row     int    `json:"row"`
	Column  int    `json:"column"`
}

// diagnosticsOf tells an error in the user's Rego from a failure of this program.
func diagnosticsOf(err error) ([]diagnostic, bool) {
	list, ok := errorsOf(err)
	if !ok {
		return nil, false
	}
	diagnostics := make([]diagnostic, 0, len(list))
	for _, one := range list {
		item := diagnostic{Code: one.Code, Message: one.Message}
		if one.Location != nil {
			item.File, item.Row, item.Column = one.Location.File, one.Location.Row, one.Location.Col
		}
		diagnostics = append(diagnostics, item)
	}
	return diagnostics, true
}

// errorsOf finds OPA's own errors inside an error.
func errorsOf(err error) (ast.Errors, bool) {
	var list ast.Errors
	var single *ast.Error
	switch {
	case errors.As(err, &list):
		return list, true
	case errors.As(err, &single):
		return ast.Errors{single}, true
	}
	return nil, false
}
