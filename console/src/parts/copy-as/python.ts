import { type CopiedCall, type CopyTarget, literal, pairsOf, settings } from './copied-call.ts';

/**
 * The call as a program for volcengine-python-sdk. Its universal client sends what it is given, so
 * that a call that is refused is refused here too; the typed clients check some of it themselves.
 */
export function pythonProgram(call: CopiedCall, target: CopyTarget): string {
  const pairs = pairsOf(call).map(
    ([name, value]) => `            ${literal(name)}: ${literal(value)},\n`,
  );
  return `# pip install volcengine-python-sdk
# ${settings(target)}
import json
import os
import sys

import volcenginesdkcore
from volcenginesdkcore.rest import ApiException

configuration = volcenginesdkcore.Configuration()
configuration.ak = os.environ["VOLCENGINE_ACCESS_KEY"]
configuration.sk = os.environ["VOLCENGINE_SECRET_KEY"]
configuration.host = os.environ["VOLCENGINE_ENDPOINT"]
configuration.region = ${literal(call.region)}
api = volcenginesdkcore.UniversalApi(volcenginesdkcore.ApiClient(configuration))

try:
    result = api.do_call(
        volcenginesdkcore.UniversalInfo(
            method="GET",
            service=${literal(call.service)},
            version=${literal(call.version)},
            action=${literal(call.action)},
        ),
        {${pairs.length === 0 ? '' : `\n${pairs.join('')}        `}},
    )
    print(json.dumps(result, indent=2, ensure_ascii=False))
except ApiException as refusal:
    # The refusal is in the body.
    error = json.loads(refusal.body)["ResponseMetadata"]["Error"]
    sys.exit("%s %s: %s" % (refusal.status, error["Code"], error["Message"]))
`;
}
