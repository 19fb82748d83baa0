// `aad license`: what the tenant has bought (Microsoft Learn: "subscribedSku resource type").

#include "services/aad/nouns.h"

namespace o365::aad {
namespace {

constexpr output::Column kColumns[] = {
    {"skuPartNumber"}, {"skuId"}, {"consumedUnits"}, {"enabledUnits", "prepaidUnits.enabled"}};
constexpr cli::Example kListExamples[] = {
    {"List the licenses of the tenant", "license list"},
    {"Those that are used up",
     "license list -o json | jq -r '.[] | select(.consumedUnits >= .prepaidUnits.enabled)"
     " | .skuPartNumber'"}};

constexpr cli::Command kCommands[] = {
    {.name = "license list",
     .summary = "List the licenses that the tenant has",
     .columns = kColumns,
     .examples = kListExamples,
     .call = {.url = "/subscribedSkus", .answer = cli::Answer::kList}},
};

}  // namespace

constinit const cli::Noun kLicense = {
    .name = "license", .summary = "Licenses of the tenant", .commands = kCommands};

}  // namespace o365::aad
