// A certificate authority for the servers of one test process.

#ifndef TESTS_TESTING_AUTHORITY_H_
#define TESTS_TESTING_AUTHORITY_H_

#include "tools/tenant/ca.h"

namespace o365::testing {

inline const tenant::CertificateAuthority& Authority() {
  static const auto& authority =
      *new tenant::CertificateAuthority(tenant::CertificateAuthority::Create().value());
  return authority;
}

}  // namespace o365::testing

#endif  // TESTS_TESTING_AUTHORITY_H_
