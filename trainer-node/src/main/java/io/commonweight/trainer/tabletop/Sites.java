package io.commonweight.trainer.tabletop;

import static io.commonweight.trainer.tabletop.Skill.PLACE;
import static io.commonweight.trainer.tabletop.Skill.PUSH;
import static io.commonweight.trainer.tabletop.Skill.REACH;

import java.util.List;

/** Who demonstrates what, with which arm and where; and what nobody demonstrates. */
final class Sites {
  private static final Region LEFT = new Region(-0.27, -0.06, 0.23, 0.47);
  private static final Region RIGHT = new Region(0.06, 0.27, 0.23, 0.47);
  private static final Region NEAR = new Region(-0.26, 0.26, 0.23, 0.33);
  private static final Region FAR = new Region(-0.26, 0.26, 0.38, 0.47);

  private static final Arm SHORT = new Arm("two-link-short", List.of(0.36, 0.34), 0.25);
  private static final Arm LONG = new Arm("two-link-long", List.of(0.44, 0.36), 0.25);
  private static final Arm THREE = new Arm("three-link", List.of(0.30, 0.26, 0.18), 0.25);
  private static final Arm UNEVEN = new Arm("three-link-uneven", List.of(0.40, 0.22, 0.14), 0.25);

  static final Site PUBLIC =
      new Site("public", LONG, List.of(List.of(REACH)), Region.TABLE, inner(), inner());

  static final List<Site> ORGANIZATIONS =
      List.of(
          new Site("org1", SHORT, List.of(List.of(PUSH)), LEFT, LEFT, RIGHT),
          new Site("org2", LONG, List.of(List.of(PLACE)), RIGHT, RIGHT, LEFT),
          new Site("org3", THREE, List.of(List.of(PUSH, REACH)), NEAR, NEAR, FAR),
          new Site("org4", UNEVEN, List.of(List.of(PLACE, PUSH)), FAR, FAR, NEAR));

  static final List<Site> NOVEL =
      List.of(
          new Site(
              "novel-sequences",
              LONG,
              List.of(List.of(PUSH, PLACE), List.of(PLACE, REACH)),
              Region.TABLE,
              inner(),
              inner()),
          new Site(
              "novel-goals",
              SHORT,
              List.of(List.of(PUSH), List.of(PLACE)),
              NEAR,
              new Region(-0.12, 0.12, 0.28, 0.42),
              inner()));

  private Sites() {}

  private static Region inner() {
    return new Region(-0.27, 0.27, 0.23, 0.47);
  }

  static Site organization(String name) {
    return ORGANIZATIONS.stream()
        .filter(site -> site.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No organization " + name));
  }
}
