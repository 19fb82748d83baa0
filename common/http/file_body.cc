#include "common/http/file_body.h"

#include "common/base/status_macros.h"

namespace o365::http {

absl::StatusOr<std::shared_ptr<const FileBody>> FileBody::Open(const std::string& path,
                                                               Watcher watcher) {
  ASSIGN_OR_RETURN(std::unique_ptr<base::InputFile> file, base::InputFile::Open(path));
  return std::shared_ptr<const FileBody>(new FileBody(std::move(file), std::move(watcher)));
}

absl::Status FileBody::ReadInto(const Sink& sink) const {
  if (!watcher_) return file_->ReadInto(sink);
  int64_t sent = 0;
  watcher_(sent);
  return file_->ReadInto([&](absl::string_view piece) {
    RETURN_IF_ERROR(sink(piece));
    watcher_(sent += static_cast<int64_t>(piece.size()));
    return absl::OkStatus();
  });
}

}  // namespace o365::http
