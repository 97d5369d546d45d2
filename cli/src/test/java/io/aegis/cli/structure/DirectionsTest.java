package io.aegis.cli.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may import whom, as ARCHITECTURE.md says, and that no packages form a cycle. */
final class DirectionsTest {

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.aegis");

    private static void only(String part, String... allowed) {
        String[] all = new String[allowed.length + 1];
        all[0] = "io.aegis." + part + "..";
        System.arraycopy(allowed, 0, all, 1, allowed.length);
        classes()
                .that()
                .resideInAPackage("io.aegis." + part + "..")
                .should(new ArchCondition<JavaClass>("import of ours only " + String.join(", ", all)) {
                    private final com.tngtech.archunit.base.DescribedPredicate<JavaClass> inside =
                            JavaClass.Predicates.resideInAnyPackage(all);

                    @Override
                    public void check(JavaClass from, ConditionEvents events) {
                        from.getDirectDependenciesFromSelf().stream()
                                .filter(to ->
                                        to.getTargetClass().getPackageName().startsWith("io.aegis"))
                                .filter(to -> !inside.test(to.getTargetClass()))
                                .forEach(to -> events.add(SimpleConditionEvent.violated(from, to.getDescription())));
                    }
                })
                .allowEmptyShould(true)
                .check(PROGRAM);
    }

    @Test
    void shouldKeepEngineAlone() {
        only("engine");
    }

    @Test
    void shouldKeepEngineFromFrameworks() {
        noClasses()
                .that()
                .resideInAPackage("io.aegis.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "tools.jackson..",
                        "com.fasterxml..",
                        "java.sql..",
                        "java.net..",
                        "java.nio.file..",
                        "java.util.concurrent..")
                .check(PROGRAM);
    }

    @Test
    void shouldLetCodecSeeTheEngineOnly() {
        only("codec", "io.aegis.engine..");
    }

    @Test
    void shouldLetFormatsSeeFactsAndCodecOnly() {
        only("formats", "io.aegis.engine.event..", "io.aegis.codec..");
    }

    @Test
    void shouldLetSimulatorSeeFactsCodecAndFormatsOnly() {
        // The score runs a monitor over the world; the world itself knows of none.
        for (String part : List.of("control", "delivery", "run", "scenario", "truth", "world")) {
            only(
                    "simulator." + part,
                    "io.aegis.simulator..",
                    "io.aegis.engine.event..",
                    "io.aegis.codec..",
                    "io.aegis.formats..");
        }
        only("simulator.score", "io.aegis.simulator..", "io.aegis.engine..", "io.aegis.codec..", "io.aegis.formats..");
    }

    @Test
    void shouldKeepTheWorldFromItsScore() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.aegis.simulator.score..")
                .and()
                .resideInAPackage("io.aegis.simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.aegis.simulator.score..")
                .check(PROGRAM);
    }

    @Test
    void shouldLetServerSeeEngineCodecAndFormatsOnly() {
        only("server", "io.aegis.engine..", "io.aegis.codec..", "io.aegis.formats..");
    }

    @Test
    void shouldKeepPagesAndApiFromTheJournal() {
        noClasses()
                .that()
                .resideInAnyPackage("io.aegis.server.dashboard..", "io.aegis.server.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.aegis.server.journal..", "io.aegis.server.postgres..", "java.sql..")
                .allowEmptyShould(true)
                .check(PROGRAM);
    }

    @Test
    void shouldHaveNoPackageCycles() {
        slices().matching("io.aegis.(**)").should().beFreeOfCycles().check(PROGRAM);
    }

    @Test
    void shouldSealClassesAgainstInheritance() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .orShould()
                .haveModifier(JavaModifier.ABSTRACT)
                .because("what nobody extends is final; what is extended is sealed or abstract")
                .check(PROGRAM.that(new com.tngtech.archunit.base.DescribedPredicate<>("are ours to close") {
                    @Override
                    public boolean test(JavaClass type) {
                        // Spring's configuration classes are subclassed by its proxies; generated templates are not
                        // ours.
                        return !type.isMetaAnnotatedWith("org.springframework.context.annotation.Configuration")
                                && !type.getSimpleName().startsWith("Jte");
                    }
                }));
    }
}
