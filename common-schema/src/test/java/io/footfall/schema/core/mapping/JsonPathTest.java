package io.footfall.schema.core.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonPathTest {
  private static final long SEED = 20260301;

  @Test
  void aBareNameIsATopLevelKeyAsItStands() {
    assertThat(JsonPath.parse("user.id").segments()).containsExactly("user.id");
    assertThat(JsonPath.parse("user id").segments()).containsExactly("user id");
    assertThat(JsonPath.parse("user.id")).hasToString("user.id");
  }

  @Test
  void aDollarDescends() {
    assertThat(JsonPath.parse("$.user.id").segments()).containsExactly("user", "id");
    assertThat(JsonPath.parse("$['user.id'].x").segments()).containsExactly("user.id", "x");
    assertThat(JsonPath.parse("$[\"a b\"]['it\\'s']").segments()).containsExactly("a b", "it's");
    assertThat(JsonPath.parse("$.user")).isEqualTo(JsonPath.key("user")).hasToString("user");
  }

  @Test
  void readsBackWhatItPrints() {
    Random random = new Random(SEED);
    String alphabet = "ab.$[]'\"\\ \n\u00e9@-";
    for (int i = 0; i < 20_000; i++) {
      List<String> segments = new ArrayList<>();
      for (int n = random.nextInt(3) + 1; n > 0; n--) {
        StringBuilder key = new StringBuilder();
        for (int c = random.nextInt(5); c > 0; c--) {
          key.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        segments.add(key.toString());
      }
      JsonPath path = new JsonPath(segments);
      assertThat(JsonPath.parse(path.toString())).as("seed %d, %s", SEED, path).isEqualTo(path);
    }
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    assertBroken("", "must not be blank");
    assertBroken("$", "'$' is no JSON path: the path ends too early at character 2");
    assertBroken("$user", "'.' or '[' was expected at character 2");
    assertBroken("$.", "a key was expected; write other than plain keys as ['key'] at character 3");
    assertBroken("$..a", "a key was expected");
    assertBroken("$.items[0]", "paths lead through objects only, not into arrays at character 9");
    assertBroken("$['a", "the path ends too early at character 5");
    assertBroken("$['a'", "the path ends too early");
    assertBroken("$['a'x", "']' was expected at character 6");
  }

  private static void assertBroken(String path, String message) {
    assertThatThrownBy(() -> JsonPath.parse(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
