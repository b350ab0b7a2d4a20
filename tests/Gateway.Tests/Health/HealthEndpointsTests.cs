using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Actors.Gateway.Tests.Health;

public sealed class HealthEndpointsTests(GatewayFixture fixture)
{
    [Theory]
    [InlineData("startup")]
    [InlineData("live")]
    [InlineData("ready")]
    public async Task A_running_gateway_is_well(string route)
    {
        using var get = await fixture.Http.Fetch($"/health/{route}");
        using var head = await fixture.Http.Send(HttpMethod.Head, $"/health/{route}");

        Assert.Equal(HttpStatusCode.OK, get.StatusCode);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Fact]
    public async Task A_gateway_whose_cluster_is_silent_is_alive_but_not_ready()
    {
        await using var gateway = await RunningGateway.Start(SilentCluster.New(), TimeProvider.System);

        using var live = await gateway.Http.Fetch("/health/live");
        using var ready = await gateway.Http.Fetch("/health/ready");

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        await ready.IsProblem(503, "not_ready");
    }

    [Fact]
    public async Task A_gateway_that_stops_is_not_ready()
    {
        await using var gateway = await fixture.StartGateway();
        var pulse = gateway.Services.GetRequiredService<Gateway.Health.ClusterPulse>();
        Assert.Null(await pulse.Feel());

        gateway.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        using var ready = await gateway.Http.Fetch("/health/ready");
        await ready.IsProblem(503, "not_ready");
    }
}
