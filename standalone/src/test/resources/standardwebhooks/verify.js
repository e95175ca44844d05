// Reads {"key", "headers", "body" in Base64}; says "verified", or why not. A whpk_ key is checked by
// Node.js itself, as the library knows v1 only.
const crypto = require("node:crypto");
const fs = require("node:fs");
const { Webhook, WebhookVerificationError } = require("standardwebhooks");

function verifyAsymmetric(key, headers, body) {
  const publicKey = crypto.createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(key.slice(5), "base64").toString("base64url") },
    format: "jwk",
  });
  const content = Buffer.concat([
    Buffer.from(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.`),
    body,
  ]);
  return headers["webhook-signature"]
    .split(" ")
    .map((signature) => signature.split(","))
    .some(
      ([version, signature]) =>
        version === "v1a" &&
        crypto.verify(null, content, publicKey, Buffer.from(signature, "base64")),
    );
}

const message = JSON.parse(fs.readFileSync(0, "utf8"));
const body = Buffer.from(message.body, "base64");
if (message.key.startsWith("whpk_")) {
  console.log(verifyAsymmetric(message.key, message.headers, body) ? "verified" : "refused");
} else {
  try {
    new Webhook(message.key).verify(body.toString("utf8"), message.headers);
    console.log("verified");
  } catch (refused) {
    if (!(refused instanceof WebhookVerificationError)) throw refused;
    console.log(refused.message);
  }
}
