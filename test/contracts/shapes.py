"""
Writes what the official Python SDK declares of each action that Tenon carries out: shapes.json, of
its parameters and its answer, and values.json, the only values that the SDK sends of a parameter.

    tenon$ node test/contracts/actions.ts | PYTHONPATH=<the SDK> python3 test/contracts/shapes.py

A shape is a JSON value: "string", "integer", "number" or "boolean", a list of one shape, or an
object of shapes. Only facts are taken: names, types and values. Where a folder is named they are
written there.
"""

import ast
import importlib
import inspect
import json
import pathlib
import re
import sys

MODULES = {
    ("billing", "2022-01-01"): "billing",
    ("clb", "2020-04-01"): "clb",
    ("ecs", "2020-04-01"): "ecs",
    ("iam", "2018-01-01"): "iam",
    ("iam", "2021-08-01"): "iam20210801",
    ("natgateway", "2020-04-01"): "natgateway",
    ("storage_ebs", "2020-04-01"): "storageebs",
    ("sts", "2018-01-01"): "sts",
    ("vpc", "2020-04-01"): "vpc",
}
SCALARS = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}


def model(module, name):
    """The model class of that name, or None where the SDK has none."""
    file = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
    try:
        found = importlib.import_module(f"volcenginesdk{module}.models.{file}")
    except ModuleNotFoundError:
        return next(
            (
                getattr(all_models, name)
                for all_models in [importlib.import_module(f"volcenginesdk{module}.models")]
                if hasattr(all_models, name)
            ),
            None,
        )
    return getattr(found, name)


def shape(module, declared):
    if declared in SCALARS:
        return SCALARS[declared]
    if declared.startswith("list["):
        return [shape(module, declared[len("list[") : -1])]
    found = model(module, declared)
    if found is None:
        # dict(str, object) and the like.
        return {}
    fields = {wire: shape(module, found.swagger_types[own]) for own, wire in found.attribute_map.items()}
    return dict(sorted(fields.items()))


def values(module, declared, path=""):
    """The closed sets of a model's setters, by the path of the parameter."""
    inner = re.sub(r"^list\[(.*)\]$", r"\1", declared)
    found = None if inner in SCALARS else model(module, inner)
    if found is None:
        return {}
    sets = {}
    for own, wire in found.attribute_map.items():
        at = path + wire
        setter = inspect.getsource(getattr(found, own).fset)
        closed = re.search(r"allowed_values = (\[.*?\])", setter, re.DOTALL)
        if closed:
            sets[at] = ast.literal_eval(closed[1])
        sort = found.swagger_types[own]
        sets.update(values(module, sort, at + ("[]." if sort.startswith("list[") else ".")))
    return sets


def main():
    shapes, sets = {}, {}
    for service, version, action in json.load(sys.stdin):
        module = MODULES[(service, version)]
        request, response = model(module, action + "Request"), model(module, action + "Response")
        if response is None:
            continue
        key = f"{service} {version} {action}"
        answer = shape(module, action + "Response")
        answer.pop("RequestId", None)
        shapes[key] = {
            "parameters": shape(module, action + "Request") if request else {},
            "answer": answer,
        }
        closed = values(module, action + "Request") if request else {}
        if closed:
            sets[key] = closed
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    for name, found in (("shapes", shapes), ("values", sets)):
        (folder / f"{name}.json").write_text(json.dumps(found, indent=1) + "\n")
    print(f"{len(shapes)} actions written to {folder}")


main()
