using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.Gateway.Tests.Sockets;
using Actors.Gateway.Tests.Staged;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Gateway.Tests.Requests;

public sealed class RequestTimeTests(GatewayFixture fixture)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_body_that_does_not_come_ends_with_503()
    {
        // Kestrel says that it cannot read the rest of such a body away.
        await using var gateway = await fixture.StartGateway(
            _time, ("Limits:Request", "00:00:05"), ("Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel", "None"));
        using var client = new TcpClient();
        await client.ConnectAsync(gateway.Address.Host, gateway.Address.Port, Answers.Cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            "POST /v1/harvests HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"u8.ToArray(), Answers.Cancel);

        var buffer = new byte[4096];
        var answer = stream.ReadAsync(buffer, Answers.Cancel).AsTask();
        await Pass(answer);

        var text = Encoding.ASCII.GetString(buffer, 0, await answer);
        Assert.StartsWith("HTTP/1.1 503 ", text, StringComparison.Ordinal);
        Assert.Contains("\"request_timeout\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_to_wait_waits_as_long_as_asked()
    {
        await using var gateway = await fixture.StartGateway(_time, ("Limits:Request", "00:00:02"));
        var harvest = StagedHarvest.New("BR");

        var answer = gateway.Http.Fetch($"/v1/harvests/{harvest.Id}?wait=30");
        await Pass(answer);

        using var response = await answer;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Streams_and_sockets_last()
    {
        await using var gateway = await fixture.StartGateway(_time, ("Limits:Request", "00:00:02"));
        var harvest = StagedHarvest.New("BR", "CN");
        using var stream = await gateway.Http.Fetch($"/v1/harvests/{harvest.Id}/events");
        using var events = new StreamReader(await stream.Content.ReadAsStreamAsync(Answers.Cancel));
        using var socket = await TestSocket.OpenWelcomed(gateway);
        await socket.Send($$"""{"type":"subscribe","id":"s","topic":"harvest/{{harvest.Id}}"}""");
        await socket.Receive("snapshot");

        _time.Advance(10 * Step);
        harvest.Settle("BR");

        await socket.ReceiveUntil("country");
        string? line;
        do
            line = await events.ReadLineAsync(Answers.Cancel);
        while (line is not null && !line.Contains("\"country\"", StringComparison.Ordinal));
        Assert.NotNull(line);
    }

    /// <summary>Moves the clock until something has ended; where the server stands meanwhile, nobody can see from outside.</summary>
    private Task Pass(Task end) => Eventually.Holds(() =>
    {
        _time.Advance(Step);
        return end.IsCompleted;
    });
}
