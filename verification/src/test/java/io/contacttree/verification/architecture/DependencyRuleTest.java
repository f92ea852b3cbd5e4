package io.contacttree.verification.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who may know whom: functions → aws, lambda → domain → {@code java.*}, and only local sees
 * everything.
 *
 * <p>The modules' POMs forbid most of this already; these rules also hold where a library comes in
 * through another one.
 */
@AnalyzeClasses(
    packages = "io.contacttree",
    importOptions = {DoNotIncludeTests.class, DependencyRuleTest.NoTestJars.class})
final class DependencyRuleTest {

  /** The domain's fakes and contract tests come as a jar of their own, which is no product code. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String DOMAIN = "io.contacttree.domain..";
  private static final String AWS = "io.contacttree.aws..";
  private static final String LAMBDA = "io.contacttree.lambda..";
  private static final String FUNCTIONS = "io.contacttree.functions..";
  private static final String LOCAL = "io.contacttree.local..";

  @ArchTest
  static final ArchRule domain_knowsOnlyJava =
      classes()
          .that()
          .resideInAPackage(DOMAIN)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", DOMAIN)
          .because("the domain is plain Java: no AWS, no JSON, no logging library");

  @ArchTest
  static final ArchRule awsAdapters_knowTheDomainOnly =
      noClasses()
          .that()
          .resideInAPackage(AWS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(LAMBDA, FUNCTIONS, LOCAL)
          .because("adapters are used by functions, not the other way round");

  @ArchTest
  static final ArchRule edgeOfTheFunctions_knowsTheDomainOnly =
      noClasses()
          .that()
          .resideInAPackage(LAMBDA)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(AWS, FUNCTIONS, LOCAL)
          .because("what every function does at its edge is the same whatever it calls");

  @ArchTest
  static final ArchRule functions_logByTheirEdgeAlone =
      noClasses()
          .that()
          .resideInAPackage(FUNCTIONS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.slf4j..", "software.amazon.lambda.powertools.logging..")
          .because("FunctionLog lets no text of a failure through");

  @ArchTest
  static final ArchRule functions_doNotKnowTheLocalStack =
      noClasses()
          .that()
          .resideInAPackage(FUNCTIONS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(LOCAL)
          .because("what deploys has no local mode");

  @ArchTest
  static final ArchRule functions_doNotKnowEachOther =
      slices().matching("io.contacttree.functions.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule functions_leaveTheAwsSdkAndJsonToTheAdapters =
      noClasses()
          .that()
          .resideInAPackage(FUNCTIONS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon.awssdk..", "com.fasterxml..")
          .because("shared/aws is the only room that calls the AWS SDK and knows JSON");

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("io.contacttree.(**)").should().beFreeOfCycles();
}
