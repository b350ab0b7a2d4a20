using Actors.Client.Chars;
using Microsoft.AspNetCore.Http;

namespace Actors.Client.Tests.Chars;

public sealed class CharLookUpTests : IAsyncDisposable
{
    private readonly List<ScriptedGateway> _gateways = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_is_asked_for_by_what_was_set_only()
    {
        var (gateway, client) = await Start(_ => Body(["265A"], 35, 0, "c2"));

        using (client)
        {
            await client.FindCharsAsync(new CharSearch("chess black"), null, null, Cancel);
            await client.FindCharsAsync(
                new CharSearch("kw.pt:coração & \"a+b\"") { Mode = "smart", Sort = "cp", Unicode = "14.0" }, 200, "a/b=", Cancel);
        }

        Assert.Equal(
            [
                "GET /v1/chars?q=chess%20black",
                "GET /v1/chars?q=kw.pt%3Acora%C3%A7%C3%A3o%20%26%20%22a%2Bb%22&mode=smart&sort=cp&unicode=14.0&limit=200&after=a%2Fb%3D",
            ],
            gateway.Requests);
    }

    [Fact]
    public async Task A_page_is_read_with_all_that_it_says()
    {
        var (_, client) = await Start(_ => Body(["265A", "D800"], 35, 7, "c2"));

        using (client)
        {
            var page = await client.FindCharsAsync(new CharSearch("x"), null, null, Cancel);

            Assert.Equal(("x", "words", "cp", "18.0", 35, 7), (page.Query, page.Mode, page.Sort, page.Unicode, page.Total, page.From));
            Assert.Equal(("35 matches for 'x'", "c2"), (page.Status, page.Next));
            Assert.Equal(new CharRow("U+265A", "♚", "NAME 265A", "Block", "So", "1.1"), page.Items[0]);
            Assert.Null(page.Items[1].Text);
            Assert.Null(page.Used);
        }
    }

    [Fact]
    public async Task All_rows_come_page_by_page_and_only_as_far_as_they_are_read()
    {
        var (gateway, client) = await Start(after => after switch
        {
            null => Body(["1", "2"], 5, 0, "c2"),
            "c2" => Body(["3", "4"], 5, 2, "c4"),
            _ => Body(["5"], 5, 4, null),
        });

        using (client)
        {
            var all = await client.FindAllCharsAsync(new CharSearch("x"), Cancel).Select(row => row.Code).ToListAsync(Cancel);
            var few = await client.FindAllCharsAsync(new CharSearch("x"), Cancel).Take(3).CountAsync(Cancel);

            Assert.Equal(["U+1", "U+2", "U+3", "U+4", "U+5"], all);
            Assert.Equal(3, few);
        }

        Assert.Equal(
            ["", "&after=c2", "&after=c4", "", "&after=c2"],
            gateway.Requests.Select(request => request["GET /v1/chars?q=x&limit=200".Length..]));
    }

    [Fact]
    public async Task Data_that_was_replaced_between_two_pages_ends_the_rows_with_the_problem()
    {
        var (_, client) = await Start(after => after is null ? Body(["1"], 2, 0, "c2") : null);

        using (client)
        {
            var rows = 0;
            var problem = await Assert.ThrowsAsync<ActorsProblemException>(async () =>
            {
                await foreach (var _ in client.FindAllCharsAsync(new CharSearch("x"), Cancel))
                    rows++;
            });

            Assert.Equal((1, 410, "cursor_expired"), (rows, problem.Status, problem.Code));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways)
            await gateway.DisposeAsync();
    }

    private static string Body(string[] codes, int total, int from, string? next)
    {
        var items = codes.Select(code =>
            $$"""{"code":"U+{{code}}","char":{{(code == "D800" ? "null" : "\"♚\"")}},"name":"NAME {{code}}","block":"Block","category":"So","age":"1.1"}""");
        return $$"""
            {"query":"x","mode":"words","sort":"cp","unicode":"18.0","total":{{total}},"from":{{from}},"status":"{{total}} matches for 'x'",
            "used":null,"later":1,"items":[{{string.Join(',', items)}}],"next":{{(next is null ? "null" : $"\"{next}\"")}}}
            """;
    }

    private async Task<(ScriptedGateway Gateway, ActorsClient Client)> Start(Func<string?, string?> body)
    {
        var gateway = await ScriptedGateway.Start();
        gateway.Answer = async context =>
        {
            var json = body((string?)context.Request.Query["after"]);
            context.Response.StatusCode = json is null ? 410 : 200;
            context.Response.ContentType = json is null ? "application/problem+json" : "application/json";
            await context.Response.WriteAsync(json ?? """{"status":410,"code":"cursor_expired","detail":"Start again."}""", context.RequestAborted);
        };
        _gateways.Add(gateway);
        return (gateway, new ActorsClient(gateway.Url));
    }
}
