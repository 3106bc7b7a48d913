package main

import (
	"context"
	"errors"
	"sort"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/loader"
)

// diagnosticsOf tells an error in the user's Rego from a failure of this program.
func diagnosticsOf(err error) ([]diagnostic, bool) {
	var list ast.Errors
	var loaded loader.Errors
	var single *ast.Error
	switch {
	case errors.As(err, &list):
	case errors.As(err, &loaded):
		for _, one := range loaded {
			inner, ok := diagnosticsOf(one)
			if !ok {
				return nil, false
			}
			return inner, true
		}
	case errors.As(err, &single):
		list = ast.Errors{single}
	default:
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

func capabilitiesOf(name string) (*ast.Capabilities, error) {
	if name == "" {
		return ast.CapabilitiesForThisVersion(), nil
	}
	return ast.LoadCapabilitiesVersion("v" + name)
}

// parse reads the modules as Rego v1, with their annotations.
func parse(req request) (map[string]*ast.Module, *ast.Capabilities, error) {
	capabilities, err := capabilitiesOf(req.Capabilities)
	if err != nil {
		return nil, nil, err
	}
	modules := make(map[string]*ast.Module, len(req.Modules))
	var problems ast.Errors
	for _, name := range names(req.Modules) {
		module, err := ast.ParseModuleWithOpts(name, req.Modules[name], ast.ParserOptions{
			Capabilities: capabilities, ProcessAnnotation: true, RegoVersion: ast.RegoV1,
		})
		var list ast.Errors
		switch {
		case errors.As(err, &list):
			problems = append(problems, list...)
		case err != nil:
			return nil, nil, err
		default:
			modules[name] = module
		}
	}
	if len(problems) > 0 {
		return nil, nil, problems
	}
	return modules, capabilities, nil
}

// compileModules checks the modules as `opa check --strict` does.
func compileModules(req request, strict bool) (*ast.Compiler, map[string]*ast.Module, error) {
	modules, capabilities, err := parse(req)
	if err != nil {
		return nil, nil, err
	}
	compiler := ast.NewCompiler().WithStrict(strict).WithCapabilities(capabilities).SetErrorLimit(0)
	compiler.Compile(modules)
	if compiler.Failed() {
		return nil, nil, compiler.Errors
	}
	return compiler, modules, nil
}

func check(_ context.Context, req request) (any, error) {
	_, _, err := compileModules(req, true)
	return true, err
}

func formatModules(_ context.Context, req request) (any, error) {
	formatted := make(map[string]string, len(req.Modules))
	for name, source := range req.Modules {
		text, err := format.SourceWithOpts(name, []byte(source), format.Opts{RegoVersion: ast.RegoV1})
		if err != nil {
			return nil, err
		}
		formatted[name] = string(text)
	}
	return formatted, nil
}

func names(modules map[string]string) []string {
	list := make([]string, 0, len(modules))
	for name := range modules {
		list = append(list, name)
	}
	sort.Strings(list)
	return list
}
