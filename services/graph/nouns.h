// The nouns of `graph`, one .cc file each.

#ifndef SERVICES_GRAPH_NOUNS_H_
#define SERVICES_GRAPH_NOUNS_H_

#include "common/cli/command.h"

namespace o365::graph {

extern const cli::Noun kBatch;
extern const cli::Noun kChangelog;
extern const cli::Noun kDirectoryExtension;
extern const cli::Noun kO365Group;
extern const cli::Noun kOpenExtension;
extern const cli::Noun kSchemaExtension;
extern const cli::Noun kSiteClassification;
extern const cli::Noun kSubscription;
extern const cli::Noun kUser;

}  // namespace o365::graph

#endif  // SERVICES_GRAPH_NOUNS_H_
