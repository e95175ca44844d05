"""Reads {"key", "headers", "body" in Base64}; says "verified", or why not."""

import base64
import json
import sys

from standardwebhooks import Webhook, WebhookVerificationError

message = json.load(sys.stdin)
try:
    Webhook(message["key"]).verify(base64.b64decode(message["body"]), message["headers"])
    print("verified")
except WebhookVerificationError as refused:
    print(refused)
