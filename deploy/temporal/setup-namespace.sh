#!/bin/sh
# Makes the namespace and the search attributes of Tocsin where they are missing. Runs at every
# start, changes nothing that is there. The CLI reads TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE.
set -eu
namespace=${TEMPORAL_NAMESPACE:?}
retention=${TEMPORAL_RETENTION:?}

attempts=60
until temporal operator cluster health >/dev/null 2>&1; do
  attempts=$((attempts - 1))
  [ "$attempts" -gt 0 ] || { echo "Temporal does not answer at $TEMPORAL_ADDRESS" >&2; exit 1; }
  sleep 2
done

temporal operator namespace describe --namespace "$namespace" >/dev/null 2>&1 ||
  temporal operator namespace create --namespace "$namespace" --retention "$retention"

# A namespace that was made just now is not known to every part of the server yet.
attempts=30
until temporal operator search-attribute create --namespace "$namespace" \
  --name TocsinTenant --type Keyword \
  --name TocsinSeverity --type Keyword \
  --name TocsinSubscriptionId --type Keyword \
  --name TocsinChannel --type Keyword \
  --name TocsinStatus --type Keyword \
  --name TocsinEventType --type KeywordList; do
  attempts=$((attempts - 1))
  [ "$attempts" -gt 0 ] || exit 1
  sleep 2
done
echo "Namespace $namespace is ready"
