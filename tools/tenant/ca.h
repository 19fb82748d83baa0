// A throw-away certificate authority: its key lives as long as the process, and whoever is to trust
// it gets its certificate in a file.

#ifndef TOOLS_TENANT_CA_H_
#define TOOLS_TENANT_CA_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/http/server.h"

namespace o365::tenant {

class CertificateAuthority {
 public:
  static absl::StatusOr<CertificateAuthority> Create();
  ~CertificateAuthority();
  CertificateAuthority(CertificateAuthority&&) noexcept;
  CertificateAuthority& operator=(CertificateAuthority&&) noexcept;

  // The certificate to trust.
  const std::string& pem() const { return pem_; }

  // A certificate for `host`, a DNS name or an IP address. kInvalidArgument for anything else.
  absl::StatusOr<http::KeyPair> Mint(const std::string& host) const;

 private:
  struct Root;
  explicit CertificateAuthority(std::unique_ptr<Root> root);

  std::unique_ptr<Root> root_;
  std::string pem_;
};

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_CA_H_
