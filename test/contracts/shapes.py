"""
Writes shapes.json: what the official Python SDK declares of the parameters and the answer of each
action that Tenon carries out.

    tenon$ node test/contracts/actions.ts | PYTHONPATH=<the SDK> python3 test/contracts/shapes.py

A shape is a JSON value: "string", "integer", "number" or "boolean", a list of one shape, or an
object of shapes. Only facts are taken: names and types.
"""

import importlib
import json
import pathlib
import re
import sys

MODULES = {
    ("billing", "2022-01-01"): "billing",
    ("ecs", "2020-04-01"): "ecs",
    ("iam", "2018-01-01"): "iam",
    ("iam", "2021-08-01"): "iam20210801",
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


def main():
    shapes = {}
    for service, version, action in json.load(sys.stdin):
        module = MODULES[(service, version)]
        request, response = model(module, action + "Request"), model(module, action + "Response")
        if response is None:
            continue
        answer = shape(module, action + "Response")
        answer.pop("RequestId", None)
        shapes[f"{service} {version} {action}"] = {
            "parameters": shape(module, action + "Request") if request else {},
            "answer": answer,
        }
    target = pathlib.Path(__file__).with_name("shapes.json")
    target.write_text(json.dumps(shapes, indent=1) + "\n")
    print(f"{len(shapes)} actions written to {target}")


main()
