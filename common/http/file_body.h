// A file as the body of a request.

#ifndef COMMON_HTTP_FILE_BODY_H_
#define COMMON_HTTP_FILE_BODY_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "common/base/file.h"
#include "common/http/message.h"

namespace o365::http {

class FileBody final : public BodySource {
 public:
  // Gets how many bytes went out so far; starts over with 0 when the body is sent again.
  using Watcher = std::function<void(int64_t sent)>;

  // Errors as of base::InputFile::Open.
  static absl::StatusOr<std::shared_ptr<const FileBody>> Open(const std::string& path,
                                                              Watcher watcher = {});

  int64_t size() const override { return file_->size(); }
  absl::Status ReadInto(const Sink& sink) const override;

 private:
  FileBody(std::unique_ptr<base::InputFile> file, Watcher watcher)
      : file_(std::move(file)), watcher_(std::move(watcher)) {}

  const std::unique_ptr<base::InputFile> file_;
  const Watcher watcher_;
};

}  // namespace o365::http

#endif  // COMMON_HTTP_FILE_BODY_H_
