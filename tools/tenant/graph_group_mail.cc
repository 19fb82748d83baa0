// What a Microsoft 365 group has in Exchange: its photo, conversations, threads and posts.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/directory.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/signing_key.h"

namespace o365::tenant {
namespace {

constexpr char kPhoto[] = "photo", kPhotoType[] = "photo type";

http::Response NotFound(const Call& call) {
  return GraphRefuse(call, ResourceNotFound(call.parameters["id"]));
}

Entity* Addressed(Call& call) { return FindGroup(call.state(), call.parameters["id"]); }

http::Response SetPhoto(Call& call) {
  Entity* group = Addressed(call);
  if (group == nullptr) return NotFound(call);
  if (!MayChange(call, *group)) return GraphRefuse(call, NotAuthorized());
  const std::string type = call.request.headers.Get("Content-Type");
  if (!absl::StartsWithIgnoreCase(type, "image/")) {
    return GraphRefuse(
        call, {.code = "ErrorInvalidImageType", .message = "The content type is not an image."});
  }
  group->secrets[kPhotoType] = type;
  group->secrets[kPhoto] = call.request.body;
  return Empty(200);
}

http::Response GetPhoto(Call& call) {
  const Entity* group = Addressed(call);
  if (group == nullptr) return NotFound(call);
  const auto type = group->secrets.find(kPhotoType);
  if (type == group->secrets.end()) {
    return GraphRefuse(call, {.status = 404,
                              .code = "ImageNotFound",
                              .message = "Exception of type 'Microsoft.Fast.Profile.Core.Exception."
                                         "ImageNotFoundException' was thrown."});
  }
  return Text(200, group->secrets.find(kPhoto)->second, type->second);
}

// Exchange's ids are long Base64.
std::string MailId() { return absl::StrCat("AAQkAD", Base64Url(base::NewGuid()), "="); }

json::Value Address(const json::Value& user) {
  return json::Value::Object({{"emailAddress", json::Value::Object({{"name", user["displayName"]},
                                                                    {"address", user["mail"]}})}});
}

void AddPost(Call& call, const json::Value& post, absl::string_view thread) {
  const json::Value& sender = *FindUser(call.state(), call.caller.object_id);
  const std::string now = IsoTime(call.clock().Now());
  AddEntity(call.state(), "post",
            json::Value::Object({{"id", MailId()},
                                 {"createdDateTime", now},
                                 {"lastModifiedDateTime", now},
                                 {"receivedDateTime", now},
                                 {"body", post["body"]},
                                 {"from", Address(sender)},
                                 {"sender", Address(sender)}}),
            thread);
}

// "Create thread", permissions: apps that act for themselves have no mailbox to write from.
GraphError NeedsUser() {
  return {.status = 403,
          .code = "ErrorAccessDenied",
          .message = "Access is denied. Check credentials and try again."};
}

// A thread comes with its first post, and makes a conversation.
std::optional<GraphError> AddThread(Call& call, const json::Value& body, Entity& thread) {
  if (call.caller.is_app) return NeedsUser();
  const auto& posts = body["posts"].elements();
  if (posts.empty()) {
    return GraphError{.code = "ErrorInvalidArgument", .message = "A thread needs a post."};
  }
  const std::string now = IsoTime(call.clock().Now()), id = MailId();
  const json::Value& sender = *FindUser(call.state(), call.caller.object_id);
  for (const json::Value& post : posts) AddPost(call, post, id);
  json::Value shared =
      json::Value::Object({{"topic", body["topic"]},
                           {"hasAttachments", false},
                           {"lastDeliveredDateTime", now},
                           {"uniqueSenders", json::Value::Array({sender["displayName"]})},
                           {"preview", posts.back()["body"]["content"]}});
  thread.properties.Erase("posts");
  for (const auto& [name, value] : shared.members()) thread.properties.Set(name, value);
  thread.properties.Set("id", id);
  shared.Set("id", MailId());
  AddEntity(call.state(), "conversation", shared, thread.parent);
  return std::nullopt;
}

// "Reply": a post to a thread.
http::Response Reply(Call& call) {
  if (call.caller.is_app) return GraphRefuse(call, NeedsUser());
  const Entity* group = Addressed(call);
  if (group == nullptr) return NotFound(call);
  const Entity* thread =
      FindEntity(call, TypeNamed("conversationThread"), call.parameters["thread"], group->id());
  const json::Value body = call.Body();
  if (thread == nullptr) {
    return GraphRefuse(call, {.status = 404,
                              .code = "ErrorItemNotFound",
                              .message = "The specified object was not found in the store."});
  }
  AddPost(call, body["post"], thread->id());
  return Empty(202);
}

http::Response ListPosts(Call& call) {
  const Entity* group = Addressed(call);
  if (group == nullptr) return NotFound(call);
  const Entity* thread =
      FindEntity(call, TypeNamed("conversationThread"), call.parameters["thread"], group->id());
  if (thread == nullptr) {
    return GraphRefuse(call, {.status = 404,
                              .code = "ErrorItemNotFound",
                              .message = "The specified object was not found in the store."});
  }
  const EntityType& type = TypeNamed("post");
  return GraphCollection(
      call, type, ChildrenOf(call.state(), type, thread->id()),
      absl::StrCat("groups('", group->id(), "')/threads('", thread->id(), "')/posts"));
}

constexpr Route kRoutes[] = {
    {"GET", "groups/{id}/photo/$value", GetPhoto},
    {"PUT", "groups/{id}/photo/$value", SetPhoto},
    {"GET", "groups/{id}/threads/{thread}/posts", ListPosts},
    {"POST", "groups/{id}/threads/{thread}/reply", Reply},
};

constexpr char kThread[] = R"({"id": null, "topic": null, "hasAttachments": false,
  "lastDeliveredDateTime": null, "uniqueSenders": [], "preview": null, "isLocked": false,
  "toRecipients": [], "ccRecipients": [], "posts": []})";

}  // namespace

absl::Span<const Route> GraphGroupMailRoutes() { return kRoutes; }

std::vector<EntityType> GroupMailTypes() {
  return {
      {.name = "conversation",
       .path = "groups/{parent}/conversations",
       .verbs = "list get remove",
       .shape = Shape(R"({"id": null, "topic": null, "hasAttachments": false,
         "lastDeliveredDateTime": null, "uniqueSenders": [], "preview": null})")},
      {.name = "conversationThread",
       .path = "groups/{parent}/threads",
       .verbs = "list get add remove",
       .shape = Shape(kThread),
       .required = "topic posts",
       .rules = {.add = AddThread},
       .may_be_added_by_anybody = true},
      {.name = "post",
       .path = "",
       .verbs = "",
       .shape = Shape(R"({"id": null, "createdDateTime": null, "lastModifiedDateTime": null,
         "changeKey": null, "categories": [], "receivedDateTime": null, "hasAttachments": false,
         "body": {}, "from": {}, "sender": {}})")},
  };
}

}  // namespace o365::tenant
