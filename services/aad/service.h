// `aad`: Entra ID.

#ifndef SERVICES_AAD_SERVICE_H_
#define SERVICES_AAD_SERVICE_H_

#include "common/cli/command.h"

namespace o365::aad {

cli::Service EntraIdService();

}  // namespace o365::aad

#endif  // SERVICES_AAD_SERVICE_H_
