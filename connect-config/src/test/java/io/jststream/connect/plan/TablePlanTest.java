package io.jststream.connect.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Column;
import io.jststream.integration.Table;
import io.jststream.integration.catalog.Catalog;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What differs between a table and its catalog file, and who may do something about it. */
class TablePlanTest {
    private final Table shops = Catalog.load(Path.of("..", "integration", "src", "test", "resources", "catalog"))
            .get(0)
            .table();
    private final Map<String, LiveColumn> columns = new LinkedHashMap<>();

    TablePlanTest() {
        for (Column column : shops.target().columns()) {
            put(column.field(), column.type().sql(), !column.required(), column.comment(), false);
        }
    }

    @Test
    void sameAsTheCatalogIsNoDifference() {
        assertEquals(List.of(), differences());
    }

    @Test
    void aTableThatIsMissingIsCreated() {
        List<Difference> differences = TablePlan.of(shops, Optional.empty());

        assertEquals(new Change.CreateTable(shops), differences.get(0).change());
    }

    @Test
    void aColumnThatIsMissingIsAddedInItsPlace() {
        columns.remove("nick");

        Difference added = only();
        assertEquals(Remedy.APPLY, added.remedy());
        assertEquals(
                new Change.Alter("shops", "ADD COLUMN `nick` varchar(255) NULL COMMENT '主账号' AFTER `created`"),
                added.change());
    }

    @Test
    void aRequiredColumnThatIsMissingIsAddedWithoutAnInventedValue() {
        columns.remove("shop_name");

        assertEquals(Remedy.APPLY, only().remedy());
        assertEquals(
                List.of("ALTER TABLE `shops` ADD COLUMN `shop_name` varchar(255) NULL COMMENT '店铺名称' AFTER `shop_id`"),
                TablePlan.statements(differences()));
    }

    @Test
    void aRequiredColumnThatAllowsNullIsWidenedAtOnceAndForbidsItAfterAReplay() {
        put("shop_name", "varchar(20)", true, "店铺名称", false);

        assertEquals(List.of(Remedy.APPLY, Remedy.APPROVE), remedies());
        assertTrue(differences().get(1).deed().contains("after a replay"));
        assertEquals(
                List.of(
                        "ALTER TABLE `shops` MODIFY COLUMN `shop_name` varchar(255) NULL COMMENT '店铺名称'",
                        "ALTER TABLE `shops` MODIFY COLUMN `shop_name` varchar(255) NOT NULL COMMENT '店铺名称'"),
                TablePlan.statements(differences()));
    }

    @Test
    void aRequiredColumnThatIsNarrowedForbidsNullInTheSameClause() {
        put("shop_name", "varchar(300)", true, "店铺名称", false);

        assertEquals(List.of(Remedy.APPROVE, Remedy.APPROVE), remedies());
        assertEquals(
                List.of("ALTER TABLE `shops` MODIFY COLUMN `shop_name` varchar(255) NOT NULL COMMENT '店铺名称'"),
                TablePlan.statements(differences()));
    }

    @Test
    void aNarrowerColumnIsWidenedAndAWiderOneNeedsApproval() {
        put("nick", "varchar(20)", true, "主账号", false);
        assertEquals(Remedy.APPLY, only().remedy());

        put("nick", "varchar(300)", true, "主账号", false);
        assertEquals(Remedy.APPROVE, only().remedy());
        assertEquals("varchar(300)", only().live());
    }

    @Test
    void aCommentWaitsForTheApprovalThatItsColumnNeeds() {
        put("nick", "varchar(300)", true, "by hand", false);

        assertEquals(List.of(Remedy.APPROVE, Remedy.APPROVE), remedies());
    }

    @Test
    void forbiddingNullNeedsApprovalAndAllowingItDoesNot() {
        put("shop_name", "varchar(255)", true, "店铺名称", false);
        assertEquals(Remedy.APPROVE, only().remedy());

        put("shop_name", "varchar(255)", false, "店铺名称", false);
        put("nick", "varchar(255)", false, "主账号", false);
        assertEquals(Remedy.APPLY, only().remedy());
    }

    @Test
    void aColumnThatNobodyWritesIsDroppedWithApprovalAndOneThatFillsItselfStays() {
        put("left_over", "int", true, "", false);
        assertEquals(Remedy.APPROVE, only().remedy());
        assertEquals(new Change.Alter("shops", "DROP COLUMN `left_over`"), only().change());

        put("left_over", "datetime(0)", true, "", true);
        assertEquals(Remedy.NONE, only().remedy());
        assertTrue(differences().stream().noneMatch(Difference::counts));
    }

    @Test
    void aColumnWithoutAValueThatNobodyWritesAllowsNullAtOnceAndIsDroppedWithApproval() {
        columns.put(
                "left_over",
                LiveColumn.of(
                        "left_over",
                        "varchar(20)",
                        false,
                        "it's old",
                        "latin1_bin",
                        false,
                        "varchar(20) CHARACTER SET latin1 COLLATE latin1_bin"));

        assertEquals(List.of(Remedy.APPLY, Remedy.APPROVE), remedies());
        assertEquals(
                List.of(
                        "ALTER TABLE `shops` MODIFY COLUMN `left_over` varchar(20) CHARACTER SET latin1 COLLATE"
                                + " latin1_bin NULL COMMENT 'it''s old'",
                        "ALTER TABLE `shops` DROP COLUMN `left_over`"),
                TablePlan.statements(differences()));
    }

    @Test
    void aColumnOfWhichMoreWouldBeLostKeepsForbiddingNull() {
        columns.put("left_over", LiveColumn.of("left_over", "datetime(0)", false, "", "", false, ""));

        assertEquals(List.of(new Change.Alter("shops", "DROP COLUMN `left_over`")), changes());
    }

    @Test
    void aColumnOfTheKeyThatTheCatalogDoesNotHaveKeepsForbiddingNull() {
        put("left_over", "int", false, "", false);
        LiveTable live =
                new LiveTable(shops.title(), "utf8mb4_0900_ai_ci", columns, List.of("shop_id", "left_over"), Map.of());

        assertTrue(TablePlan.of(shops, Optional.of(live)).stream()
                .noneMatch(difference -> difference.remedy() == Remedy.APPLY));
    }

    @Test
    void anotherUniqueIndexIsShown() {
        LiveTable live = new LiveTable(
                shops.title(),
                "utf8mb4_0900_ai_ci",
                columns,
                List.of("shop_id"),
                Map.of("by_name", List.of("shop_name")));

        assertEquals(
                List.of(Remedy.HAND),
                TablePlan.of(shops, Optional.of(live)).stream()
                        .map(Difference::remedy)
                        .toList());
    }

    @Test
    void namesInOtherCapitalsAreTheSame() {
        LiveColumn nick = Objects.requireNonNull(columns.get("nick"));
        columns.put(
                "nick",
                new LiveColumn("NICK", nick.type(), nick.nullable(), nick.comment(), nick.collation(), false, ""));

        assertEquals(List.of(), differences());
    }

    private void put(String name, String type, boolean nullable, String comment, boolean fills) {
        columns.put(name, LiveColumn.of(name, type, nullable, comment, "utf8mb4_0900_ai_ci", fills, type));
    }

    private Difference only() {
        assertEquals(1, differences().size(), differences().toString());
        return differences().get(0);
    }

    private List<Remedy> remedies() {
        return differences().stream().map(Difference::remedy).toList();
    }

    private List<Change> changes() {
        return differences().stream().map(Difference::change).toList();
    }

    private List<Difference> differences() {
        LiveTable live = new LiveTable(
                shops.title(), "utf8mb4_0900_ai_ci", columns, shops.target().key(), Map.of());
        return TablePlan.of(shops, Optional.of(live));
    }
}
