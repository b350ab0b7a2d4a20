using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Actors.Gateway.Tests.Auth;

public sealed partial class SecurityDocumentTests
{
    [Fact]
    public async Task Every_test_that_docs_security_names_exists()
    {
        var document = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "security.md"), Answers.Cancel);
        var named = NamedTest().Matches(document);
        Assert.NotEmpty(named);

        foreach (var test in named.DistinctBy(match => match.Value))
        {
            var file = Assert.Single(Directory.GetFiles(Path.Combine(Root(), "tests"), $"{test.Groups["class"].Value}.cs", SearchOption.AllDirectories));
            Assert.Contains(test.Groups["method"].Value, await File.ReadAllTextAsync(file, Answers.Cancel), StringComparison.Ordinal);
        }
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(@"`(?<class>[A-Z][A-Za-z]+Tests)(?:\.(?<method>\w+))?`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedTest();
}
