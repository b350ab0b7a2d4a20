using Actors.System.Tests.Processes;

namespace Actors.System.Tests.AsyncApi;

/// <summary>The document that a gateway serves, judged by programs that know nothing of this project.</summary>
public sealed class AsyncApiTests
{
    [Fact]
    public async Task The_served_document_is_valid_and_so_are_its_examples()
    {
        await using var stage = new Stage();
        var validator = await Validator.Prepare(stage);
        var gateway = await stage.StartServe(Stage.FreeAddress());
        using var http = new HttpClient();
        var document = await http.GetStringAsync(new Uri(gateway.Address, "/asyncapi/v1.json"), TestContext.Current.CancellationToken);

        var opinion = await validator.Run(document);

        Assert.Empty(Texts("diagnostics"));
        Assert.Empty(Texts("faults"));
        Assert.InRange(opinion.GetProperty("examples").GetInt32(), 25, 100);
        // And it does find what is wrong.
        opinion = await validator.Run(document.Replace("\"receive\"", "\"listen\"", StringComparison.Ordinal));
        Assert.NotEmpty(Texts("diagnostics"));
        opinion = await validator.Run(document.Replace("\"type\": \"goaway\"", "\"type\": \"begone\"", StringComparison.Ordinal));
        Assert.NotEmpty(Texts("faults"));

        IEnumerable<string?> Texts(string member) => opinion.GetProperty(member).EnumerateArray().Select(text => text.GetString());
    }
}
