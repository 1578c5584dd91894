// Reads a file of statements, each a line of JSON, and answers each with a line of JSON: why
// CockroachDB's parser refuses it, or what it makes use of. The parser is a module of its own, under
// the Apache License 2.0 (its LICENSE and README).
package main

import (
	"bufio"
	"encoding/json"
	"log"
	"os"
	"reflect"
	"sort"
	"strings"

	"github.com/cockroachdb/cockroachdb-parser/pkg/sql/parser"
	"github.com/cockroachdb/cockroachdb-parser/pkg/sql/sem/tree"
)

type verdict struct {
	Refusal string   `json:"refusal,omitempty"`
	Uses    []string `json:"uses"`
}

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var sql string
		if err := json.Unmarshal(lines.Bytes(), &sql); err != nil {
			log.Fatal(err)
		}
		if err := answers.Encode(judge(sql)); err != nil {
			log.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
}

func judge(sql string) verdict {
	parsed, err := parser.ParseOne(sql)
	if err != nil {
		return verdict{Refusal: err.Error(), Uses: []string{}}
	}
	uses := map[string]bool{"statement " + parsed.AST.StatementTag(): true}
	walk(reflect.ValueOf(parsed.AST), func(node any) {
		switch it := node.(type) {
		case *tree.FuncExpr:
			uses["function "+it.Func.String()] = true
		case *tree.ColumnTableDef:
			uses["type "+it.Type.SQLString()] = true
			if it.IsSerial || it.GeneratedIdentity.IsGeneratedAsIdentity {
				uses["sequence"] = true
			}
		case *tree.CastExpr:
			uses["type "+it.Type.SQLString()] = true
		case *tree.LockingItem:
			uses[strings.TrimSpace("lock "+it.Strength.String()+" "+it.WaitPolicy.String())] = true
		case tree.AlterTableCmd:
			uses["alter "+strings.TrimPrefix(reflect.TypeOf(it).String(), "*tree.AlterTable")] = true
		}
	})
	names := make([]string, 0, len(uses))
	for name := range uses {
		names = append(names, name)
	}
	sort.Strings(names)
	return verdict{Uses: names}
}

// The parser's own walk leaves out what a planner sees to later, such as subqueries in a FROM.
func walk(value reflect.Value, see func(node any)) {
	switch value.Kind() {
	case reflect.Interface:
		walk(value.Elem(), see)
	case reflect.Pointer:
		if !value.IsNil() {
			if value.CanInterface() {
				see(value.Interface())
			}
			walk(value.Elem(), see)
		}
	case reflect.Struct:
		for i := 0; i < value.NumField(); i++ {
			if value.Type().Field(i).IsExported() && isSyntax(value.Field(i).Type()) {
				walk(value.Field(i), see)
			}
		}
	case reflect.Slice:
		for i := 0; i < value.Len(); i++ {
			walk(value.Index(i), see)
		}
	}
}

// Types of values are described by structures that refer to themselves; they are no syntax.
func isSyntax(part reflect.Type) bool {
	for part.Kind() == reflect.Pointer || part.Kind() == reflect.Slice {
		part = part.Elem()
	}
	return strings.HasSuffix(part.PkgPath(), "/sql/sem/tree") || part.PkgPath() == ""
}
