package dev.coffer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Numbers and texts of what tables, keys, indexes and values fail with. */
class TableErrorsTest {

    @RegisterExtension
    private static final TestInstance TEST = TestInstance.forAllTests();

    private Session session;

    @BeforeEach
    void tables() {
        session = TEST.newSession();
        Answers made = TestInstance.run(session, """
                CREATE DATABASE Errors
                USE Errors
                CREATE TABLE Parent (Id int CONSTRAINT PK_Parent PRIMARY KEY, Name varchar(10) NULL,
                    CONSTRAINT UQ_Name UNIQUE (Name))
                CREATE TABLE Child (Id int PRIMARY KEY, ParentId int NULL CONSTRAINT FK_Child REFERENCES Parent (Id),
                    Level tinyint NULL CONSTRAINT CK_Level CHECK (Level < 5))
                CREATE INDEX IX_Level ON Child (Level)
                INSERT Parent VALUES (1, 'one'), (2, 'two')
                INSERT Child VALUES (1, 1, 1), (2, NULL, 1)
                """);
        assertThat(made.errors()).isEmpty();
    }

    /** @param batchesAndErrors a batch, then its errors as number and text, one a line */
    private void check(String... batchesAndErrors) {
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < batchesAndErrors.length; i += 2) {
            String errors = TestInstance.run(session, batchesAndErrors[i]).errors().stream()
                    .map(error -> error.number() + " " + error.text())
                    .collect(Collectors.joining("\n"));
            all.assertThat(errors).as(batchesAndErrors[i]).isEqualTo(batchesAndErrors[i + 1]);
        }
        all.assertAll();
    }

    private static final String NOT_CREATED = "\n1750 Could not create constraint or index. See previous errors.";

    @Test
    void tablesAreMadeAndDroppedBySqlServersRules() {
        check(
                "CREATE TABLE Twice (a int, b int, A int)",
                "2705 Column names in each table must be unique. Column name 'A' in table 'Twice' is specified more"
                        + " than once.",
                "CREATE TABLE Other (a int CONSTRAINT PK_Parent PRIMARY KEY)",
                "2714 There is already an object named 'PK_Parent' in the database." + NOT_CREATED,
                "CREATE TABLE Other (a int PRIMARY KEY, b int PRIMARY KEY)",
                "8110 Cannot add multiple PRIMARY KEY constraints to table 'Other'." + NOT_CREATED,
                "CREATE TABLE Other (a int NULL PRIMARY KEY)",
                "8111 Cannot define PRIMARY KEY constraint on nullable column in table 'Other'." + NOT_CREATED,
                "CREATE TABLE Other (a int CONSTRAINT FK_o REFERENCES Missing (Id))",
                "1767 Foreign key 'FK_o' references invalid table 'Missing'." + NOT_CREATED,
                "CREATE TABLE Other (a int, CONSTRAINT FK_o FOREIGN KEY (b) REFERENCES Parent (Id))",
                "1769 Foreign key 'FK_o' references invalid column 'b' in referencing table 'Other'." + NOT_CREATED,
                "CREATE TABLE Other (a int, CONSTRAINT FK_o FOREIGN KEY (a) REFERENCES Parent (Nope))",
                "1770 Foreign key 'FK_o' references invalid column 'Nope' in referenced table 'Parent'." + NOT_CREATED,
                "DROP TABLE dbo.Parent",
                "3726 Could not drop object 'dbo.Parent' because it is referenced by a FOREIGN KEY constraint.",
                "TRUNCATE TABLE Parent",
                "4712 Cannot truncate table 'Parent' because it is being referenced by a FOREIGN KEY constraint.",
                "TRUNCATE TABLE Missing",
                "4701 Cannot find the object \"Missing\" because it does not exist or you do not have permissions.",
                "DROP TABLE Missing",
                "3701 Cannot drop the table 'Missing', because it does not exist or you do not have permission.");
    }

    @Test
    void indexesBelongToTheirTable() {
        check(
                "CREATE INDEX IX_Level ON Child (ParentId)",
                "1913 The operation failed because an index or statistics with name 'IX_Level' already exists on table"
                        + " 'dbo.Child'.",
                "CREATE INDEX IX_Level ON Parent (Name)",
                "",
                "CREATE INDEX IX ON Parent (Nope)",
                "1911 Column name 'Nope' does not exist in the target table or view.",
                "CREATE INDEX IX ON dbo.Missing (a)",
                "1088 Cannot find the object \"dbo.Missing\" because it does not exist or you do not have permissions.",
                "CREATE UNIQUE INDEX UX_Level ON Child (Level)",
                "1505 The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the object"
                        + " name 'dbo.Child' and the index name 'UX_Level'. The duplicate key value is (1).",
                "DROP INDEX Nope ON dbo.Parent",
                "3701 Cannot drop the index 'dbo.Parent.Nope', because it does not exist or you do not have"
                        + " permission.");
    }

    @Test
    void constraintsKeepTheirSpelling() {
        check(
                "INSERT Parent VALUES (1, 'x')",
                "2627 Violation of PRIMARY KEY constraint 'PK_Parent'. Cannot insert duplicate key in object"
                        + " 'dbo.Parent'. The duplicate key value is (1).",
                "INSERT Parent VALUES (3, 'one')",
                "2627 Violation of UNIQUE KEY constraint 'UQ_Name'. Cannot insert duplicate key in object"
                        + " 'dbo.Parent'. The duplicate key value is (one).",
                "INSERT Child VALUES (3, 9, 1)",
                "547 The INSERT statement conflicted with the FOREIGN KEY constraint \"FK_Child\". The conflict"
                        + " occurred in database \"Errors\", table \"dbo.Parent\", column 'Id'.",
                "DELETE Parent WHERE Id = 1",
                "547 The DELETE statement conflicted with the REFERENCE constraint \"FK_Child\". The conflict"
                        + " occurred in database \"Errors\", table \"dbo.Child\", column 'ParentId'.",
                "UPDATE Child SET Level = 9",
                "547 The UPDATE statement conflicted with the CHECK constraint \"CK_Level\". The conflict occurred in"
                        + " database \"Errors\", table \"dbo.Child\", column 'Level'.");
    }

    @Test
    void valuesThatDoNotFitSayHow() {
        check(
                "SELECT CAST('x' AS decimal(5,2))",
                "8114 Error converting data type varchar to numeric.",
                "SELECT CAST('x' AS int)",
                "245 Conversion failed when converting the varchar value 'x' to data type int.",
                "SELECT CAST('99999999999' AS int)",
                "248 The conversion of the varchar value '99999999999' overflowed an int column.",
                "SELECT CAST('x' AS uniqueidentifier)",
                "8169 Conversion failed when converting from a character string to uniqueidentifier.",
                "SELECT CAST('x' AS date)",
                "241 Conversion failed when converting date and/or time from character string.",
                "SELECT CAST(12345.6 AS decimal(5,2))",
                "8115 Arithmetic overflow error converting numeric to data type numeric.",
                "SELECT 2147483647 + Id FROM Parent",
                "8115 Arithmetic overflow error converting expression to data type int.",
                "SELECT p.Name, COUNT(*) FROM Parent p",
                "8120 Column 'p.Name' is invalid in the select list because it is not contained in either an aggregate"
                        + " function or the GROUP BY clause.",
                "SELECT * FROM master..Nope",
                "208 Invalid object name 'master..Nope'.",
                "UPDATE sys.databases SET name = 'x'",
                "259 Ad hoc updates to system catalogs are not allowed.",
                "DELETE msdb.dbo.backupset",
                "259 Ad hoc updates to system catalogs are not allowed.",
                "INSERT INTO sys.databases (name) VALUES ('x')",
                "259 Ad hoc updates to system catalogs are not allowed.",
                "UPDATE Parent SET Id = Id / 0",
                "8134 Divide by zero error encountered.");
    }
}
