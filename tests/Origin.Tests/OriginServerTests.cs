using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Actors.Origin.Tests.RunningOrigin;

namespace Actors.Origin.Tests;

public sealed class OriginServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Origin:Ports:Local")]
    [InlineData("Origin:Ports:Control")]
    public async Task A_port_in_use_stops_the_start_with_an_error_that_names_its_key(string key)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var app = OriginServer.Build(RunningOrigin.Configuration((key, $"{port}")));

        var refused = await Assert.ThrowsAsync<OriginPortException>(() => app.StartAsync(Cancel));

        Assert.Equal((key, port), (refused.Key, refused.Port));
        Assert.StartsWith($"{key}: port {port} is in use", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_only_on_the_other_loopback_address_is_not_half_served()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        using var taken = new TcpListener(IPAddress.IPv6Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var app = OriginServer.Build(RunningOrigin.Configuration(("Origin:Ports:Delay", $"{port}")));

        var refused = await Assert.ThrowsAsync<OriginPortException>(() => app.StartAsync(Cancel));

        Assert.Equal("Origin:Ports:Delay", refused.Key);
    }

    [Fact]
    public async Task A_port_is_served_on_both_addresses_of_localhost()
    {
        var (origin, port) = await StartOnFixedPort();
        await using var _ = origin;
        using var client = new HttpClient();

        var bodies = new List<string> { await client.GetStringAsync(At($"http://127.0.0.1:{port}/flags/br/br.svg"), Cancel) };
        if (Socket.OSSupportsIPv6)
            bodies.Add(await client.GetStringAsync(At($"http://[::1]:{port}/flags/br/br.svg"), Cancel));

        Assert.All(bodies, body => Assert.StartsWith("<svg", body, StringComparison.Ordinal));
        Assert.Equal(new Uri($"http://localhost:{port}"), origin.Addresses.Local);
    }

    [Fact]
    public async Task The_gateways_address_is_not_taken_for_ours()
    {
        await using var app = OriginServer.Build(RunningOrigin.Configuration(("Urls", "http://127.0.0.1:1")));
        await app.StartAsync(Cancel);

        Assert.Equal(4, app.Urls.Count);
        Assert.DoesNotContain("http://127.0.0.1:1", app.Urls);
    }

    [Fact]
    public async Task Hosted_by_another_program_it_leaves_that_programs_signals_alone()
    {
        await using var app = OriginServer.Build(RunningOrigin.Configuration());

        Assert.IsType<CallersLifetime>(app.Services.GetRequiredService<IHostLifetime>());
    }

    [Fact]
    public async Task Addresses_are_not_known_before_the_start()
    {
        await using var app = OriginServer.Build(RunningOrigin.Configuration());

        Assert.Throws<InvalidOperationException>(() => OriginServer.Addresses(app));
    }

    /// <summary>Somebody may take a port between the check and the start; then another one is tried.</summary>
    private static async Task<(RunningOrigin Origin, int Port)> StartOnFixedPort()
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = Random.Shared.Next(10_000, 30_000);
            try
            {
                return (await RunningOrigin.Start(("Origin:Ports:Local", $"{port}")), port);
            }
            catch (OriginPortException) when (attempt < 10)
            {
                // Taken: try the next.
            }
        }
    }
}
