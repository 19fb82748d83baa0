// Batches, each of whose requests is one like any other.

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/graph_fixture.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;

class GraphBatchTest : public GraphTest {
 protected:
  // The statuses of the answers to these requests, in order.
  std::string Statuses(absl::string_view requests) {
    const Answer got = Post("$batch", absl::StrCat(R"({"requests":[)", requests, "]}"));
    std::string statuses;
    for (const json::Value& response : got.body["responses"].elements()) {
      absl::StrAppend(&statuses, response["id"].AsString(), ":", response["status"].ToText(), " ");
    }
    return statuses;
  }
};

TEST_F(GraphBatchTest, RequestsAreAnsweredByTheirIds) {
  const Answer got = Post("$batch", R"({"requests":[
      {"id":"a","method":"GET","url":"/me?$select=displayName"},
      {"id":2,"method":"GET","url":"/users/$count?$filter=userType eq 'Guest'",
       "headers":{"ConsistencyLevel":"eventual"}},
      {"id":"c","method":"PATCH","url":"me","headers":{"content-type":"application/json"},
       "body":{"jobTitle":"Boss"}}]})");
  EXPECT_EQ(got.body["responses"].ElementAt(0).At({"body", "displayName"}).AsString(),
            "MOD Administrator");
  EXPECT_EQ(got.body["responses"].ElementAt(1)["body"].AsInt(), 1);
  EXPECT_EQ(got.body["responses"].ElementAt(2)["status"].AsInt(), 204);
  EXPECT_EQ(Get("me").body["jobTitle"].AsString(), "Boss");
}

TEST_F(GraphBatchTest, WhatDependsOnAFailureIsSkipped) {
  EXPECT_EQ(Statuses(R"({"id":"1","method":"DELETE","url":"/users/nobody"},
                        {"id":"2","method":"GET","url":"/me","dependsOn":["1"]},
                        {"id":"3","method":"GET","url":"/me","dependsOn":["2"]},
                        {"id":"4","method":"GET","url":"/me"})"),
            "1:404 2:424 3:424 4:200 ");
}

TEST_F(GraphBatchTest, FaultsStrikeSingleRequests) {
  tenant_.tenant().faults().Add({.path = "/me", .status = 429, .retry_after = 7});
  const Answer got = Post("$batch", R"({"requests":[{"id":"1","method":"GET","url":"/me"},
                                                    {"id":"2","method":"GET","url":"/me"}]})");
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body["responses"].ElementAt(0)["status"].AsInt(), 429);
  EXPECT_EQ(got.body["responses"].ElementAt(0).At({"headers", "Retry-After"}).AsString(), "7");
  EXPECT_EQ(got.body["responses"].ElementAt(1)["status"].AsInt(), 200);
}

TEST_F(GraphBatchTest, BadBatchesAreRefusedAsAWhole) {
  std::string many;
  for (int i = 0; i < 21; ++i) {
    absl::StrAppend(&many, i == 0 ? "" : ",", R"({"id":")", i, R"(","method":"GET","url":"/me"})");
  }
  EXPECT_EQ(Code(Post("$batch", absl::StrCat(R"({"requests":[)", many, "]}"))),
            "MaximumValueExceeded");
  EXPECT_THAT(Message(Post("$batch", "{}")), HasSubstr("Invalid batch payload"));
  EXPECT_THAT(Message(Post("$batch", R"({"requests":[{"id":"1","method":"GET","url":"/me"},
                                                     {"id":"1","method":"GET","url":"/me"}]})")),
              HasSubstr("Two requests have one id"));
}

}  // namespace
}  // namespace o365::tenant
